import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import {
  type AnyLessonEvent,
  encodeEvent,
  encodeSnapshot,
  initialLessonState,
  type LessonState,
  reduce,
} from '@lockstep/contracts';
import { LiveStream, Recorder, SeiStamper } from '@lockstep/media';
import { RtmpSource } from '../harness/rtmp-source.js';
import { finishSlides, type SlidesRecording } from '../harness/slides-recording.js';
import type { Clip } from '../harness/source-clip.js';
import type { StampedEvent } from '../harness/stage.js';

/** A recording whose frames carry their numbers; the event `n` shows slide `n`. */
export type TaughtRecording = SlidesRecording & {
  readonly clip: Clip;
  readonly events: readonly StampedEvent[];
  /** Stream time of a frame, ms. */
  readonly ptsMsOf: (frame: number) => number;
};

/** Events come with every distance to the frames: not in step with them. */
const SHORTEST_PAUSE_MS = 110;
const PAUSE_STEP_MS = 37;
const PAUSE_STEPS = 5;
const START_MS = 60_000;
/** The last events are followed by frames, ms. */
const TAIL_MS = 1500;

/** Publishes the clip in real time, stamps the events and records all of it. */
export async function recordTaught(clip: Clip, events: number, directory: string): Promise<TaughtRecording> {
  const folder = join(directory, 'recording');
  const stamped: { readonly event: number; readonly ptsMs: number }[] = [];
  let state: LessonState = initialLessonState;
  const sent = new Map<number, AnyLessonEvent>();
  const stamper = new SeiStamper({
    snapshot: () => ({ seq: stamped.length, body: encodeSnapshot(state) }),
    onStamped: ({ seq, ptsMs }) => {
      const event = sent.get(seq);
      if (event) state = reduce(state, event, { seq, ptsMs });
    },
  });
  await using stream = new LiveStream({ name: 'bench', stamper, startAtMs: START_MS });
  const recorder = new Recorder(stream, { folder });
  const source = await RtmpSource.open(clip, stream);
  for (let seq = 1; seq <= events; seq++) {
    const event = { type: 'slide.shown' as const, deckId: 'deck', index: seq };
    sent.set(seq, event);
    const { ptsMs } = await stamper.stamp({ seq, body: encodeEvent(event) });
    stamped.push({ event: seq, ptsMs });
    await delay(SHORTEST_PAUSE_MS + (seq % PAUSE_STEPS) * PAUSE_STEP_MS);
  }
  await delay(TAIL_MS);
  const firstMs =
    (stamped[0]?.ptsMs ?? 0) - (1000 * source.numberAt(stamped[0]?.ptsMs ?? 0)) / clip.frameRate;
  await source[Symbol.asyncDispose]();
  await recorder[Symbol.asyncDispose]();
  return {
    ...(await finishSlides(folder, stamped)),
    clip,
    events: stamped.map(({ event, ptsMs }) => ({ event, frame: source.numberAt(ptsMs) })),
    ptsMsOf: (frame) => firstMs + (1000 * frame) / clip.frameRate,
  };
}
