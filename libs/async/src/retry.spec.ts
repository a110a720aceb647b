import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retry } from './retry.js';

const failing = (times: number) => {
  let attempts = 0;
  return {
    attempt: () =>
      ++attempts > times ? Promise.resolve(attempts) : Promise.reject(new Error(`failure ${attempts}`)),
    get attempts() {
      return attempts;
    },
  };
};

describe('retry', () => {
  it('attempts until it succeeds, and asks after each failure how long to wait', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 }), async (times) => {
        const task = failing(times);
        const asked: number[] = [];
        const result = await retry(task.attempt, { delayMs: (_, failures) => (asked.push(failures), 0) });
        expect(result).toBe(times + 1);
        expect(asked).toEqual(Array.from({ length: times }, (_, index) => index + 1));
      }),
      { numRuns: 11 },
    );
  });

  it('gives up with the last error when told so', async () => {
    const task = failing(5);
    const delayMs = (_: unknown, failures: number) => (failures < 3 ? 0 : undefined);
    await expect(retry(task.attempt, { delayMs })).rejects.toThrow('failure 3');
    expect(task.attempts).toBe(3);
  });

  it('takes a synchronous throw for a failure', async () => {
    let attempts = 0;
    const attempt = () => {
      if (++attempts === 1) throw new Error('at once');
      return attempts;
    };
    await expect(retry(attempt, { delayMs: () => 0 })).resolves.toBe(2);
  });

  it('ends a wait as soon as its signal is aborted, with the reason', async () => {
    const closing = new AbortController();
    const waiting = retry(() => Promise.reject(new Error('away')), {
      signal: closing.signal,
      delayMs: () => {
        queueMicrotask(() => closing.abort(new Error('closing')));
        return 2 ** 30; // ends with the test if the signal is not heard
      },
    });
    await expect(waiting).rejects.toThrow('closing');
  });

  it('makes no attempt once its signal is aborted', async () => {
    const task = failing(0);
    await expect(
      retry(task.attempt, { signal: AbortSignal.abort(new Error('closed')), delayMs: () => 0 }),
    ).rejects.toThrow('closed');
    expect(task.attempts).toBe(0);
  });
});
