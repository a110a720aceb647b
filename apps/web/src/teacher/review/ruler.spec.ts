import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ticksOf } from './ruler.js';

it('a ruler has marks at round times, few enough to be read at any zoom', () => {
  expect(ticksOf(60_000, 1)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
  expect(ticksOf(3_600_000, 1).slice(0, 3)).toEqual([0, 600_000, 1_200_000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 * 3_600_000 }), fc.constantFrom(1, 4, 32), (lengthMs, zoom) => {
      const ticks = ticksOf(lengthMs, zoom);
      expect(ticks.length).toBeLessThanOrEqual(6 * zoom + 1);
      expect(ticks.at(-1)).toBeLessThanOrEqual(lengthMs);
    }),
  );
});
