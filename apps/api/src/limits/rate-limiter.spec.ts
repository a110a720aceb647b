import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.js';

describe('a rate limiter', () => {
  it('lets a burst through, then the steady rate, each key for itself', () => {
    let now = 0;
    const limiter = new RateLimiter({ perSecond: 2, burst: 3 }, () => now);
    expect([1, 2, 3, 4].map(() => limiter.spend('ann'))).toEqual([0, 0, 0, 500]);
    expect(limiter.spend('bob')).toBe(0);
    now = 499;
    expect(limiter.spend('ann')).toBeGreaterThan(0);
    now = 500;
    expect(limiter.spend('ann')).toBe(0);
  });

  it('never lets more through than burst and rate allow, and is free again after the time it names', () => {
    const calls = fc.array(fc.record({ after: fc.nat(2000), cost: fc.integer({ min: 1, max: 5 }) }));
    fc.assert(
      fc.property(calls, (list) => {
        let now = 0;
        let taken = 0;
        const limiter = new RateLimiter({ perSecond: 4, burst: 10 }, () => now);
        for (const { after, cost } of list) {
          now += after;
          const waitMs = limiter.spend('k', cost);
          if (waitMs === 0) taken += cost;
          expect(taken).toBeLessThanOrEqual(10 + (now / 1000) * 4 + 1e-6);
          if (waitMs > 0) now += waitMs;
          if (waitMs > 0) expect(limiter.spend('k', cost)).toBe(0);
          if (waitMs > 0) taken += cost;
        }
      }),
    );
  });

  it('gives back what was not needed, and never more than a burst', () => {
    const limiter = new RateLimiter({ perSecond: 2, burst: 4 }, () => 0);
    expect(limiter.spend('ann', 4)).toBe(0);
    limiter.giveBack('ann', 3);
    expect([1, 2, 3, 4].map(() => limiter.spend('ann'))).toEqual([0, 0, 0, 500]);
    limiter.giveBack('ann', 1e6);
    expect(limiter.spend('ann', 4)).toBe(0);
    expect(limiter.spend('ann')).toBe(500);
  });

  it('remembers a bounded number of keys, those that were used last', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1 }, () => 0);
    limiter.spend('first');
    for (let i = 0; i < 50_000; i++) {
      limiter.spend(String(i));
      if (i % 1000 === 0) expect(limiter.spend('kept')).toBe(i === 0 ? 0 : 1000);
    }
    expect(limiter.size).toBeLessThanOrEqual(20_000);
    expect(limiter.spend('first')).toBe(0);
  });
});
