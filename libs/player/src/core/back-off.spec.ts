import { expect, it } from 'vitest';
import { BackOff } from './back-off.js';

it('tries at once, then waits twice as long each time up to the limit, and starts over after a success', () => {
  const backOff = new BackOff({ firstMs: 250, maxMs: 2_000, random: () => 0 });
  expect(Array.from({ length: 7 }, () => backOff.next())).toEqual([0, 250, 500, 1_000, 2_000, 2_000, 2_000]);
  backOff.reset();
  expect([backOff.next(), backOff.next()]).toEqual([0, 250]);
});

it('shortens a wait by up to half, so that viewers do not all come back in one instant', () => {
  const backOff = new BackOff({ firstMs: 250, maxMs: 2_000, random: () => 0.999 });
  backOff.next();
  expect(backOff.next()).toBeCloseTo(125, 0);
});
