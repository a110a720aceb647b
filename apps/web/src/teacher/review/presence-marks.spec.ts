import { examples } from '@lockstep/contracts/examples';
import { expect, it } from 'vitest';
import { presenceMarks, presenceSum } from './presence-marks.js';

const times = { startPtsMs: 60_000, endPtsMs: 120_000 };
const stay = (fromPtsMs: number, untilPtsMs: number | null, longestDelayMs: number | null = null) => ({
  ...examples.Attendance.stays[0],
  ...{ from: '2026-01-01T00:00:00.000Z', until: null, fromPtsMs, untilPtsMs, longestDelayMs },
});
const words = {
  joined: (name: string) => `${name} +`,
  lost: (name: string) => `${name} -`,
  back: (name: string) => `${name} again`,
};

it('shows who came, was lost and came back; a student who stays to the end is not lost', () => {
  const marks = presenceMarks(
    [
      { student: { id: 'a', name: 'Ann' }, stays: [stay(50_000, 80_000), stay(90_000, 119_000)] },
      { student: { id: 'b', name: 'Bea' }, stays: [stay(70_000, null)] },
      { student: { id: 'c', name: 'Cem' }, stays: [] },
    ],
    times,
    words,
  );
  expect(marks.map(({ fromMs, text }) => [fromMs, text])).toEqual([
    [0, 'Ann +'],
    [10_000, 'Bea +'],
    [20_000, 'Ann -'],
    [30_000, 'Ann again'],
  ]);
});

it('sums up how long somebody was there, how often they were lost, and how late they saw it', () => {
  expect(presenceSum([stay(50_000, 80_000, 300), stay(90_000, null, 900)], times)).toEqual({
    ...{ presentMs: 50_000, losses: 1, longestDelayMs: 900 },
  });
  expect(presenceSum([], times)).toEqual({ presentMs: 0, losses: 0, longestDelayMs: null });
});
