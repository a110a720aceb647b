import { describe, expect, it } from 'vitest';
import { OneEach } from './one-each.js';
import { OneAtATime } from './speech-errors.js';

describe('one each', () => {
  it('lets each person through once at a time', async () => {
    const turnstile = new OneEach(8);
    const first = Promise.withResolvers<string>();
    const inside = turnstile.pass('ann', () => first.promise);
    await expect(turnstile.pass('ann', () => Promise.resolve('again'))).rejects.toThrow(OneAtATime);
    expect(await turnstile.pass('bob', () => Promise.resolve('bob'))).toBe('bob');
    first.resolve('done');
    expect(await inside).toBe('done');
    expect(await turnstile.pass('ann', () => Promise.resolve('again'))).toBe('again');
  });

  it('lets so many in at once, and the others in their order', async () => {
    const turnstile = new OneEach(2);
    let inside = 0;
    let most = 0;
    const order: string[] = [];
    const visit = (who: string) =>
      turnstile.pass(who, async () => {
        most = Math.max(most, ++inside);
        await Promise.resolve();
        order.push(who);
        inside--;
      });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(visit));
    expect(most).toBe(2);
    expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is open again after a failure', async () => {
    const turnstile = new OneEach(1);
    await expect(turnstile.pass('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turnstile.pass('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});
