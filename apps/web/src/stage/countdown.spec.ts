import { describe, expect, it } from 'vitest';
import { windowLeftMs } from './countdown.js';

describe('the time that is left to answer', () => {
  it('counts from the frame that showed the question here', () => {
    expect(windowLeftMs(40_000, 10_000, 40_000)).toBe(10_000);
    expect(windowLeftMs(40_000, 10_000, 47_500)).toBe(2_500);
  });

  it('ends at zero, and is never more than the window when the frame lies before', () => {
    expect(windowLeftMs(40_000, 10_000, 60_000)).toBe(0);
    expect(windowLeftMs(40_000, 10_000, 39_000)).toBe(10_000);
  });
});
