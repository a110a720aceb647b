import { examples } from '@lockstep/contracts/examples';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cueTimesOf, frameLengthOf, summaryOf } from './cue-times.js';

const entry = (
  seq: number,
  plannedPtsMs: number | null,
  airedPtsMs: number | null,
  frame: number | null,
) => ({
  ...examples.LedgerEntry,
  ...{ seq, plannedPtsMs, airedPtsMs, frame },
});

it('a cue is late by whole frames after the first one at or after its time', () => {
  const cues = cueTimesOf([
    entry(1, null, 1000, 25), // of a teacher: planned for no time
    entry(2, 1010, 1040, 26),
    entry(3, 1040, 1040, 26),
    entry(4, 1040, 1120, 28),
    entry(5, 1161, 1160, 29), // rounded on its way
    entry(6, 1300, 1240, 31),
    entry(7, 2000, null, null),
  ]);
  expect(cues.map(({ seq, lateFrames }) => [seq, lateFrames])).toEqual([
    [2, 0],
    [3, 0],
    [4, 2],
    [5, 0],
    [6, -2],
    [7, null],
  ]);
  expect(summaryOf(cues)).toEqual({ planned: 6, exact: 3, worst: 2 });
  expect(cues[0]).toMatchObject({ type: 'slide.shown', text: '3', lateMs: 30 });
});

it('no frame is made up where none is known', () => {
  expect(cueTimesOf([entry(1, 1000, 1040, 26)])).toMatchObject([{ lateMs: 40, lateFrames: null }]);
  expect(summaryOf([])).toEqual({ planned: 0, exact: 0, worst: null });
});

it('the length of a frame is that of the stream, whatever its rate', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(24, 25, 29.97, 30, 50, 60),
      fc.uniqueArray(fc.nat(100_000)),
      (rate, frames) => {
        fc.pre(frames.length > 1);
        const aired = frames.map((frame) => ({ frame, airedPtsMs: (frame * 1000) / rate }));
        expect(frameLengthOf(aired)).toBeCloseTo(1000 / rate, 3);
      },
    ),
  );
});
