import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Semaphore } from './semaphore.js';

describe('Semaphore', () => {
  it('runs every task, never more than it has places, in the order in which they came', async () => {
    const tasks = fc.array(fc.boolean(), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        tasks,
        async (scheduler, places, fails) => {
          const semaphore = new Semaphore(places);
          const begun: number[] = [];
          let inside = 0;
          let most = 0;
          const outcomes = fails.map((failing, index) =>
            semaphore.run(async () => {
              begun.push(index);
              most = Math.max(most, ++inside);
              await scheduler.schedule(Promise.resolve());
              inside--;
              if (failing) throw new Error('failed');
            }),
          );
          await scheduler.waitFor(Promise.allSettled(outcomes));
          expect(begun).toEqual(fails.map((_, index) => index));
          expect(most).toBe(Math.min(places, fails.length));
          expect(semaphore.waiting).toBe(0);
        },
      ),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s places', (places) => {
    expect(() => new Semaphore(places)).toThrow(RangeError);
  });
});
