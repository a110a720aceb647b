import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RewindWatch } from './rewind-watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const told: number[] = [];
  const watch = new RewindWatch((ptsMs) => told.push(ptsMs));
  const play = (fromMs: number, untilMs: number) => {
    for (let ms = fromMs; ms <= untilMs; ms += 40) watch.frame(ms);
  };
  return { watch, told, play };
}

it('tells where somebody went back to once they watch on, and nothing of what plays or leaps forward', () => {
  const { told, play } = watched();
  play(60_000, 65_000);
  play(80_000, 81_000);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  play(62_000, 63_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([62_000]);
});

it('takes what is dragged back in one go for one rewind, and a few frames for none', () => {
  const { watch, told } = watched();
  for (const ptsMs of [60_000, 50_000, 40_000, 41_000, 30_000]) {
    watch.frame(ptsMs);
    vi.advanceTimersByTime(500);
  }
  vi.advanceTimersByTime(1500);
  for (const ptsMs of [29_960, 29_920, 29_880]) watch.frame(ptsMs);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([30_000]);
});

it('tells at once when the page is left, and once only', () => {
  const { watch, told } = watched();
  watch.frame(60_000);
  watch.frame(10_000);
  watch.flush();
  watch.flush();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([10_000]);
});
