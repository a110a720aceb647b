import fc from 'fast-check';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import type { PublishedFrame } from './media-frame.js';
import { Timeline } from './timeline.js';

const NOTHING = new Uint8Array(0);
const video = (dtsMs: number, ptsMs = dtsMs): PublishedFrame => ({
  kind: 'video',
  isRandomAccess: false,
  dtsMs: milliseconds(dtsMs),
  ptsMs: milliseconds(ptsMs),
  bytes: NOTHING,
});
const audio = (dtsMs: number): PublishedFrame => ({
  kind: 'audio',
  dtsMs: milliseconds(dtsMs),
  ptsMs: milliseconds(dtsMs),
  bytes: NOTHING,
});
const placeAll = (
  timeline: Timeline,
  frames: readonly PublishedFrame[],
): (readonly [number, number] | undefined)[] =>
  frames.map((frame) => {
    const placed = timeline.place(frame, 40);
    return placed && ([placed.dtsMs, placed.ptsMs] as const);
  });

describe('the timeline of a stream', () => {
  it('begins where it is told, and keeps the intervals of its publisher', () => {
    const placed = placeAll(new Timeline(1000), [video(500, 580), audio(507), video(540, 540)]);
    expect(placed).toEqual([
      [1000, 1080],
      [1007, 1007],
      [1040, 1040],
    ]);
  });

  it.each([
    { name: 'that wraps', next: 10 },
    { name: 'that goes on past 32 bits', next: 2 ** 32 + 10 },
  ])('goes on over 2^32 ms with a clock $name', ({ next }) => {
    const placed = placeAll(new Timeline(), [video(2 ** 32 - 30), video(next, next + 80)]);
    expect(placed).toEqual([
      [0, 0],
      [40, 120],
    ]);
  });

  it('reads a presentation time that wrapped before its decoding time did', () => {
    const placed = placeAll(new Timeline(), [video(2 ** 32 - 10, 70), video(30, 30)]);
    expect(placed).toEqual([
      [0, 80],
      [40, 40],
    ]);
  });

  it('lets another publisher follow on the last frame shown, whatever its clock', () => {
    const timeline = new Timeline();
    placeAll(timeline, [video(0, 80), video(40, 200), video(80, 120), video(120, 160)]);
    timeline.beginPublication();
    expect(placeAll(timeline, [video(9_000_000, 9_000_000), audio(9_000_010)])).toEqual([
      [240, 240],
      [250, 250],
    ]);
  });

  it.each([
    { name: 'forward', jump: 3_600_000 },
    { name: 'back', jump: -3_600_000 },
  ])('bridges a jump of the clock $name', ({ jump }) => {
    const placed = placeAll(new Timeline(), [video(4_000_000), video(4_000_040), video(4_000_080 + jump)]);
    expect(placed.at(-1)).toEqual([80, 80]);
  });

  it('keeps a pause that is no jump', () => {
    expect(placeAll(new Timeline(), [video(0), video(5000)]).at(-1)).toEqual([5000, 5000]);
  });

  it('leaves out audio that belongs before a jump', () => {
    const timeline = new Timeline();
    placeAll(timeline, [video(0), video(40)]);
    timeline.beginPublication();
    expect(placeAll(timeline, [video(1000), audio(900), audio(1005)])).toEqual([
      [80, 80],
      undefined,
      [85, 85],
    ]);
  });

  it('never goes back, whatever the clocks and the publishers', () => {
    const step = fc.record({
      kind: fc.constantFrom('audio', 'video', 'video'),
      dts: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: -(2 ** 31), max: 2 ** 33 })),
      composition: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: -(2 ** 23), max: 2 ** 23 })),
      newPublisher: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const timeline = new Timeline();
        const last = { audio: -1, video: -1 };
        let clock = 0;
        let shownUpTo = -1;
        for (const { kind, dts, composition, newPublisher } of steps) {
          if (newPublisher && kind === 'video') timeline.beginPublication();
          clock += dts;
          const placed = timeline.place(
            kind === 'audio' ? audio(clock) : video(clock, clock + composition),
            40,
          );
          if (placed === undefined) continue;
          expect(Number.isInteger(placed.dtsMs) && Number.isInteger(placed.ptsMs)).toBe(true);
          expect(placed.dtsMs).toBeGreaterThanOrEqual(kind === 'video' ? last.video + 1 : last.audio);
          if (newPublisher && kind === 'video') expect(placed.ptsMs).toBeGreaterThan(shownUpTo);
          last[kind === 'audio' ? 'audio' : 'video'] = placed.dtsMs;
          shownUpTo = Math.max(shownUpTo, placed.ptsMs);
        }
      }),
      { numRuns: 500 },
    );
  });
});
