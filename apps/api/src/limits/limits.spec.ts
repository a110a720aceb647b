import { describe, expect, it } from 'vitest';
import { readSettings } from '../config/settings.js';
import { TooManyRequests } from './limit-errors.js';
import { Limits } from './limits.js';

describe('reads of rows without a token', () => {
  const limits = () => new Limits(readSettings({}));

  it('pay for the rows that they find: a class behind one address reads on without a wait', async () => {
    const school = limits();
    for (let student = 0; student < 3000; student++) {
      const found = await school.readRows(
        'school',
        1000,
        () => Promise.resolve(5),
        (rows) => rows,
      );
      expect(found).toBe(5);
    }
  });

  it('are bounded at once by the rows that they ask for', async () => {
    const shared = limits();
    const waiting = Promise.withResolvers<number>();
    const asked = Array.from({ length: 100 }, () =>
      shared.readRows(
        'address',
        1000,
        () => waiting.promise,
        (rows) => rows,
      ),
    );
    waiting.resolve(1000);
    const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(40);
    expect(refused[0]).toMatchObject({ reason: expect.any(TooManyRequests) as unknown });
  });
});
