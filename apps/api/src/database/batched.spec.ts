import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Batched } from './batched.js';

const away = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });

describe('Batched', () => {
  it('writes every item once and in order, and gives each its own result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 500 }), async (scheduler, count) => {
        const written: number[] = [];
        let statements = 0;
        const batched = new Batched(async (items: readonly number[]) => {
          statements++;
          await scheduler.schedule(Promise.resolve());
          written.push(...items);
          return items.map((item) => item * 2);
        });
        const items = Array.from({ length: count }, (_, i) => i);
        const results = Promise.all(items.map((item) => batched.add(item)));
        await scheduler.waitFor(results);
        expect(await results).toEqual(items.map((item) => item * 2));
        expect(written).toEqual(items);
        expect(statements).toBeLessThanOrEqual(1 + count / 200);
      }),
      { numRuns: 30 },
    );
  });

  it('lets only the item fail that cannot be written', async () => {
    const batched = new Batched((items: readonly number[]) =>
      items.includes(13) ? Promise.reject(new Error('not 13')) : Promise.resolve(items),
    );
    const results = await Promise.allSettled([12, 13, 14].map((item) => batched.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('asks a database that is away once for all of them', async () => {
    let statements = 0;
    const batched = new Batched(() => {
      statements++;
      return Promise.reject(away);
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => batched.add(item)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(statements).toBe(1);
    await batched.settled();
  });
});
