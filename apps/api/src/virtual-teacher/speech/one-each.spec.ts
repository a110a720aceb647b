import { describe, expect, it } from 'vitest';
import { OneEach } from './one-each.js';
import { OneAtATime } from './speech-errors.js';

describe('one each', () => {
  it('lets each person through once at a time', async () => {
    const oneEach = new OneEach(8);
    const first = Promise.withResolvers<string>();
    const inside = oneEach.pass('ann', () => first.promise);
    await expect(oneEach.pass('ann', () => Promise.resolve('again'))).rejects.toThrow(OneAtATime);
    expect(await oneEach.pass('bob', () => Promise.resolve('bob'))).toBe('bob');
    first.resolve('done');
    expect(await inside).toBe('done');
    expect(await oneEach.pass('ann', () => Promise.resolve('again'))).toBe('again');
  });

  it('admits no more at once than its limit', async () => {
    const oneEach = new OneEach(1);
    const first = Promise.withResolvers<string>();
    const order: string[] = [];
    const ann = oneEach.pass('ann', () => first.promise).then((who) => order.push(who));
    const bob = oneEach.pass('bob', () => Promise.resolve('bob')).then((who) => order.push(who));
    first.resolve('ann');
    await Promise.all([ann, bob]);
    expect(order).toEqual(['ann', 'bob']);
  });

  it('is open again after a failure', async () => {
    const oneEach = new OneEach(1);
    await expect(oneEach.pass('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await oneEach.pass('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});
