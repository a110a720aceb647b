import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionBetween } from './region.js';

describe('a region that is dragged', () => {
  it('is the same in whichever direction', () => {
    const region = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };
    expect(regionBetween({ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.75 })).toEqual(region);
    expect(regionBetween({ x: 0.75, y: 0.75 }, { x: 0.25, y: 0.5 })).toEqual(region);
  });

  it('is nothing when it was only a click', () => {
    expect(regionBetween({ x: 0.3, y: 0.3 }, { x: 0.301, y: 0.9 })).toBeNull();
  });

  it('never leaves the slide', () => {
    const anywhere = fc.record({
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.double({ min: -3, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, anywhere, (from, to) => {
        const region = regionBetween(from, to);
        if (!region) return;
        expect(Math.min(region.x, region.y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(region.x + region.width, region.y + region.height)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
