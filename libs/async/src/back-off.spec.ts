import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from './back-off.js';

const limits = { firstMs: 250, maxMs: 8000 };

describe('backOffMs', () => {
  it('doubles up to the limit', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) =>
      backOffMs(failures, { ...limits, random: () => 1 }),
    );
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000]);
  });

  it('is spread over the whole wait, from the first failure on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const full = backOffMs(failures, { ...limits, random: () => 1 });
          const wait = backOffMs(failures, { ...limits, random: () => random });
          expect(wait).toBeCloseTo(full * random);
        },
      ),
    );
    expect(backOffMs(1, { ...limits, random: () => 0.5 })).not.toBe(
      backOffMs(1, { ...limits, random: () => 0.6 }),
    );
  });
});
