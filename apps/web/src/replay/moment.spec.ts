import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, momentOf } from './moment.js';

it('a link to a moment leads back to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (ms) => {
      expect(momentOf(hashOf(ms))).toBe(ms);
    }),
  );
});

it('is short, and is not read from anything else', () => {
  expect(hashOf(61_240)).toBe('#t=61.24');
  expect(hashOf(60_000)).toBe('#t=60');
  expect(momentOf('#x=1&t=5')).toBe(5000);
  for (const hash of ['', '#t=', '#t=-1', '#t=1e9', '#token=5', '#t=5x'])
    expect(momentOf(hash)).toBeUndefined();
});
