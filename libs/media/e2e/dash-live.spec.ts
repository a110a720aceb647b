import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SeiStamper, type PublishedFrame, type Stamped } from '../src/index.js';
import { FlvLessonReader } from '../test/flv-lesson-reader.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded, type Recorded } from './support/flv-fixture.js';
import { looped, PackagedRoom } from './support/packaged-room.js';

/** Times the speed of a teacher. */
const SPEED = 10;
/** Frames are pushed as often as this, ms. */
const TURN_MS = 8;

/** Pushes frames at a steady pace, an event on each video frame, until it is disposed. */
function live(room: PackagedRoom, stamper: SeiStamper, frames: Iterator<PublishedFrame>): AsyncDisposable {
  const stopping = new AbortController();
  const pushing = (async () => {
    let next = frames.next();
    const startMs = next.done ? 0 : next.value.dtsMs;
    const beganMs = performance.now();
    for (let seq = 1; !stopping.signal.aborted; await setTimeout(TURN_MS)) {
      const untilMs = startMs + (performance.now() - beganMs) * SPEED;
      while (!next.done && next.value.dtsMs <= untilMs) {
        if (next.value.kind === 'video')
          void stamper.stamp({ seq: seq++, body: Buffer.from('{}') }).catch(() => undefined);
        room.push([next.value]);
        next = frames.next();
      }
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await pushing;
    },
  };
}

async function played(film: Recorded, { before, startAtMs }: { before: number; startAtMs: number }) {
  const aired: Stamped[] = [];
  let clockMs = 0;
  const stamper = new SeiStamper({
    onStamped: (stamped) => aired.push(stamped),
    monotonicNow: () => (clockMs += 1000),
  });
  await using room = await PackagedRoom.open({ stamper, startAtMs });
  room.publish(film.headers);
  const frames = looped(film, 100);
  for (let i = 0; i < before; i++) room.push([frames.next().value as PublishedFrame]);
  await using teaching = live(room, stamper, frames);
  expect(teaching).toBeDefined();
  const args = ['-v', 'error', '-copyts', '-i', room.url('manifest.mpd'), '-c', 'copy', '-copyts'];
  const { stdout, stderr } = await run(FFMPEG, ...args, '-frames:v', '400', '-f', 'flv', '-');
  const read = new FlvLessonReader()
    .push(stdout)
    .flatMap(({ ptsMs, messages }) => messages.map(({ seq }) => ({ seq, ptsMs })));
  return { aired, read, stderr, requests: room.requests };
}

describe('a stream that is live', () => {
  it.each([
    { name: 'in the middle of a group of frames', before: 70, startAtMs: 0 },
    { name: 'with cuts beside whole seconds', before: 70, startAtMs: 990 },
    { name: 'with its first frames', before: 3, startAtMs: 480 },
  ])('is read by ffmpeg, that begins $name, with every event on its frame', async (begin) => {
    const film = await recorded({ seconds: 4, bFrames: 2, size: '160x90' });
    const { aired, read, stderr, requests } = await played(film, begin);
    expect(stderr).toBe('');
    expect(read.length).toBeGreaterThan(300);
    const seqs = read.map(({ seq }) => seq);
    const first = Math.min(...seqs);
    const expected = aired.filter(({ seq }) => seq >= first).slice(0, read.length);
    expect(read.sort((a, b) => a.seq - b.seq)).toEqual(expected.map(({ seq, ptsMs }) => ({ seq, ptsMs })));
    expect(requests).toBeLessThan(100);
  });
});
