import { describe, expect, it } from 'vitest';
import { FakeClock, namedClip } from '../../e2e/support/playout-fixture.js';
import { LiveStream } from '../stream/live-stream.js';
import { CELL_VIDEO_FRAMES, VIDEO_FRAME_MS } from './cell.js';
import { Pacer } from './pacer.js';
import { Playout } from './playout.js';

const HOURS = 8;
const DURATION_MS = HOURS * 3_600_000;

describe('eight hours', () => {
  it('end where the clock ends: less than a frame off, with late timers and thousands of splices', () => {
    let seed = 7;
    const clock = new FakeClock(() => ((seed = (seed * 48271) % 2147483647) % 1900) / 100); // up to 19 ms late
    using pacer = new Pacer({ clock });
    const stream = new LiveStream({ name: 'long' });
    const startedAt = clock.now();
    let [videoFrames, audioFrames, items] = [0, 0, 0];
    let [earliest, latest, worstAudio] = [Infinity, -Infinity, 0];
    const talk = namedClip(1, 19, { groupCells: 3 });
    const playout = new Playout({ stream, pacer, idle: namedClip(0, 3) });
    const ask = (): void => {
      items++;
      playout.enqueue(talk, { onEnded: ask, placement: items % 2 === 0 ? 'now' : 'last' });
    };
    stream.on('frame', ({ kind, dtsMs }) => {
      if (kind === 'audio') {
        worstAudio = Math.max(worstAudio, Math.abs(dtsMs - (audioFrames++ * 1024) / 48));
        return;
      }
      const driftMs = clock.now() - startedAt - dtsMs;
      if (dtsMs !== videoFrames++ * VIDEO_FRAME_MS) throw new Error(`frame ${videoFrames} at ${dtsMs} ms`);
      earliest = Math.min(earliest, driftMs);
      latest = Math.max(latest, driftMs);
    });
    ask();
    clock.pass(DURATION_MS);
    expect(videoFrames).toBeGreaterThan(DURATION_MS / VIDEO_FRAME_MS - CELL_VIDEO_FRAMES);
    expect(earliest).toBeGreaterThanOrEqual(-1e-3);
    expect(latest).toBeLessThan(VIDEO_FRAME_MS);
    expect(worstAudio).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(items).toBeGreaterThan(4_000);
    expect(pacer.stats.slips).toBe(0);
  });
});
