import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Serial } from './serial.js';

describe('Serial', () => {
  it('runs tasks in order, one at a time, whatever they take and whichever fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (scheduler, fails) => {
          const serial = new Serial();
          const log: string[] = [];
          const outcomes = fails.map((failing, index) =>
            serial.run(async () => {
              log.push(`begin ${index}`);
              await scheduler.schedule(Promise.resolve());
              log.push(`end ${index}`);
              if (failing) throw new Error(`${index}`);
              return index;
            }),
          );
          const settled = Promise.allSettled(outcomes);
          await scheduler.waitFor(settled);
          expect(log).toEqual(fails.flatMap((_, index) => [`begin ${index}`, `end ${index}`]));
          expect((await settled).map(({ status }) => status === 'rejected')).toEqual(fails);
        },
      ),
    );
  });

  it('tells the caller of a failed task, and nobody else', async () => {
    const serial = new Serial();
    const failed = serial.run(() => {
      throw new Error('no');
    });
    const next = serial.run(() => 'yes');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('is settled when the tasks added so far are', async () => {
    const serial = new Serial();
    const gate = Promise.withResolvers<void>();
    let isSettled = false;
    void serial.run(() => gate.promise);
    const settled = serial.settled().then(() => (isSettled = true));
    await Promise.resolve();
    expect(isSettled).toBe(false);
    gate.resolve();
    await settled;
  });
});
