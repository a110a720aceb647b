import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyedSerial } from './keyed-serial.js';

describe('KeyedSerial', () => {
  it('runs the tasks of each key in order, one at a time, and forgets keys without tasks', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), keys, async (scheduler, tasks) => {
        const serial = new KeyedSerial<string>();
        const log: string[] = [];
        const outcomes = tasks.map((key, index) =>
          serial.run(key, async () => {
            log.push(`${key} begin ${index}`);
            await scheduler.schedule(Promise.resolve());
            log.push(`${key} end ${index}`);
            if (index % 3 === 0) throw new Error('failed');
          }),
        );
        await scheduler.waitFor(Promise.allSettled(outcomes));
        for (const key of ['a', 'b', 'c']) {
          const own = tasks.flatMap((of, index) =>
            of === key ? [`${key} begin ${index}`, `${key} end ${index}`] : [],
          );
          expect(log.filter((line) => line.startsWith(key))).toEqual(own);
        }
        expect(serial.size).toBe(0);
      }),
    );
  });

  it('does not let one key wait for another', async () => {
    const serial = new KeyedSerial<string>();
    const gate = Promise.withResolvers<void>();
    const slow = serial.run('slow', () => gate.promise);
    await expect(serial.run('quick', () => 'done')).resolves.toBe('done');
    gate.resolve();
    await slow;
  });
});
