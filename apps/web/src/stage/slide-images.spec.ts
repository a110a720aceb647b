import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slidesToKeep } from './slide-images.js';

const none = new Set<number>();

describe('slides that are preloaded', () => {
  it('are all of a small deck', () => {
    expect(slidesToKeep(4, 2, none)).toEqual([0, 1, 2, 3]);
  });

  it('are the neighbours in a large one, and what was announced', () => {
    expect(slidesToKeep(100, 50, new Set([7]))).toEqual([7, 48, 49, 50, 51, 52, 53, 54]);
    expect(slidesToKeep(100, 0, none)).toEqual([0, 1, 2, 3, 4]);
    expect(slidesToKeep(100, 99, none)).toEqual([97, 98, 99]);
  });

  it('always hold the current one, are real, in order, and few', () => {
    const deck = fc
      .integer({ min: 1, max: 3000 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.integer({ min: 0, max: count - 1 }),
          fc.array(fc.nat(4000), { maxLength: 4 }),
        ),
      );
    fc.assert(
      fc.property(deck, ([count, current, announced]) => {
        const kept = slidesToKeep(count, current, new Set(announced));
        expect(kept).toContain(current);
        expect(kept.every((index) => index >= 0 && index < count)).toBe(true);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        expect(kept.length).toBeLessThanOrEqual(Math.max(24, 11));
      }),
    );
  });
});
