/** `node sessions.ts SESSIONS IDLE TALK`: SESSIONS sessions in one process, each with its own playout and HTTP-FLV stream. */
import { milliseconds } from '@lockstep/sei';
import { Clip, HttpFlvServer, LiveStream, Pacer, Playout, SeiStamper } from '../../../src/index.js';

/** A state as long as that of a lesson in the middle. */
const SNAPSHOT = new TextEncoder().encode(JSON.stringify({ type: 'snapshot', state: 'x'.repeat(1000) }));
const EVENT = new TextEncoder().encode(JSON.stringify({ type: 'slide.shown', deck: 'deck', index: 3 }));
/** Frames between two events of a talking clip. */
const EVENT_EVERY = 50;
/** Idle between two clips, ms; different in every session, so that they do not move in step. */
const idleMs = (session: number): number => 1_000 + (session % 17) * 100;

const [sessions = '', idlePath = '', talkPath = ''] = process.argv.slice(2);
const [idle, talk] = await Promise.all([Clip.load(idlePath), Clip.load(talkPath)]);
const pacer = new Pacer();
const streams = new Map<string, LiveStream>();

function startSession(session: number): void {
  let seq = 0;
  const stamper = new SeiStamper({ snapshot: () => ({ seq, body: SNAPSHOT }) });
  const stream = new LiveStream({ name: `s${session}`, stamper });
  streams.set(stream.name, stream);
  const playout = new Playout({ stream, pacer, idle });
  const teach = (): void => {
    playout.enqueue(talk, {
      onScheduled: ({ ptsOf }) => {
        for (let frame = 0; frame < talk.readyCells * 8; frame += EVENT_EVERY)
          void stamper.stamp({ seq: ++seq, body: EVENT, ptsMs: milliseconds(ptsOf(frame)) });
      },
      onEnded: () => setTimeout(teach, idleMs(session)),
    });
  };
  setTimeout(teach, idleMs(session));
}

for (let session = 0; session < Number(sessions); session++) startSession(session);
const server = await HttpFlvServer.start({ port: 0, find: (name) => streams.get(name) });
process.send?.({ httpPort: server.port });
process.on('message', () => process.send?.(pacer.stats));
process.on('disconnect', () => process.exit(0));
