import fc from 'fast-check';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { videoFrames } from '../../e2e/support/access-units.js';
import type { PublishedFrame } from '../stream/media-frame.js';
import { LoopTimeline } from './loop-timeline.js';

const bytes = new Uint8Array(1);
const audio = (atMs: number): PublishedFrame => ({
  kind: 'audio',
  dtsMs: milliseconds(Math.round(atMs)),
  ptsMs: milliseconds(Math.round(atMs)),
  bytes,
});
const AAC_FRAME_MS = (1024 * 1000) / 48000;

type Film = {
  readonly count: number;
  readonly rate: number;
  readonly bFrames: 0 | 1 | 2 | 3;
  readonly audioMs: number;
  readonly startMs: number;
};

/** A film's frames in file order: interleaved by decoding time. */
function film({ count, rate, bFrames, audioMs, startMs }: Film): PublishedFrame[] {
  const video = videoFrames({ videoFrames: count, rate, gop: count, bFrames }).map(
    ({ isRandomAccess, dtsMs, ptsMs }): PublishedFrame => ({
      kind: 'video',
      isRandomAccess,
      dtsMs: milliseconds(dtsMs + startMs),
      ptsMs: milliseconds(ptsMs + startMs),
      bytes,
    }),
  );
  const audioFrames = Array.from({ length: Math.floor(audioMs / AAC_FRAME_MS) }, (_, i) =>
    audio(startMs + i * AAC_FRAME_MS),
  );
  return [...video, ...audioFrames].sort((a, b) => a.dtsMs - b.dtsMs);
}

function loop(frames: readonly PublishedFrame[], runs: number, rate?: number): PublishedFrame[] {
  const timeline = new LoopTimeline(rate);
  return Array.from({ length: runs }, () => [
    ...frames.flatMap((frame) => timeline.add(frame)),
    ...timeline.endRun(),
  ]).flat();
}

const films = fc
  .record({
    count: fc.integer({ min: 2, max: 120 }),
    rate: fc.constantFrom(12.5, 24, 25, 30000 / 1001, 30, 60),
    bFrames: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    tailMs: fc.integer({ min: -300, max: 300 }),
    startMs: fc.integer({ min: 0, max: 5000 }),
  })
  .map(({ count, rate, bFrames, tailMs, startMs }) => ({
    count,
    rate,
    bFrames,
    startMs,
    audioMs: Math.max(0, (count * 1000) / rate + tailMs),
  }));

describe('a looped film', () => {
  it('keeps the rhythm of its frames over every seam, and repeats after exactly its own length', () => {
    fc.assert(
      fc.property(films, fc.integer({ min: 2, max: 20 }), (description, runs) => {
        const told = Number(description.rate.toFixed(2));
        const video = loop(film(description), runs, told).filter(({ kind }) => kind === 'video');
        expect(video).toHaveLength(description.count * runs);
        const shown = video.map(({ ptsMs }) => ptsMs).sort((a, b) => a - b);
        const interval = 1000 / description.rate;
        for (const [i, time] of shown.entries()) {
          expect(Math.abs(time - (shown[0] ?? 0) - i * interval)).toBeLessThanOrEqual(1.5);
        }
        const decoded = video.map(({ dtsMs }) => dtsMs);
        for (const [i, time] of decoded.slice(1).entries())
          expect(time).toBeGreaterThan(decoded[i] ?? Infinity);
      }),
    );
  });

  it('never plays audio of one run into the next', () => {
    fc.assert(
      fc.property(films, (description) => {
        const audio = loop(film(description), 3).filter(({ kind }) => kind === 'audio');
        for (const [i, { dtsMs }] of audio.slice(1).entries())
          expect(dtsMs).toBeGreaterThan(audio[i]?.dtsMs ?? Infinity);
      }),
    );
  });

  it('waits for audio that is much longer than its frames', () => {
    const frames = loop(film({ count: 25, rate: 25, bFrames: 0, audioMs: 3000, startMs: 0 }), 2);
    const second = frames.filter(({ kind }) => kind === 'video')[25];
    expect(second?.dtsMs).toBeGreaterThanOrEqual(2970);
    expect(frames.filter(({ kind }) => kind === 'audio')).toHaveLength(280);
  });

  it('leaves out what comes before its first random access frame, in every run', () => {
    const [first, ...rest] = film({ count: 5, rate: 25, bFrames: 0, audioMs: 0, startMs: 100 });
    if (first?.kind !== 'video') throw new Error('a frame');
    const before: PublishedFrame = {
      ...first,
      isRandomAccess: false,
      dtsMs: milliseconds(60),
      ptsMs: milliseconds(60),
    };
    const frames = loop([audio(50), before, first, ...rest], 2);
    expect(frames.map(({ dtsMs }) => dtsMs)).toEqual([0, 40, 80, 120, 160, 200, 240, 280, 320, 360]);
  });
});
