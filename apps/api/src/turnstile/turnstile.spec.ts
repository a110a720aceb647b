import { describe, expect, it } from 'vitest';
import { Turnstile } from './turnstile.js';

describe('a turnstile', () => {
  it('lets so many in at a time, and the others in their order, whatever becomes of those inside', async () => {
    const turnstile = new Turnstile(2);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    const visit = (i: number) =>
      turnstile.pass(async () => {
        most = Math.max(most, ++inside);
        order.push(i);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        if (i % 3 === 0) throw new Error('stumbled');
        return i;
      });
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => visit(i)));
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  });
});
