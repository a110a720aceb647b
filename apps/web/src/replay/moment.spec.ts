import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, momentOf, ptsOf } from './moment.js';

const number = fc.integer({ min: 0, max: 999_999_999 });

it('a link to a moment leads back to it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.record({ ms: number }), fc.record({ ptsMs: number })), (moment) => {
      expect(momentOf(hashOf(moment))).toEqual(moment);
    }),
  );
});

it('is short, and is not read from anything else', () => {
  expect(hashOf({ ms: 61_240 })).toBe('#t=61.24');
  expect(hashOf({ ms: 60_000 })).toBe('#t=60');
  expect(hashOf({ ptsMs: 61_240.4 })).toBe('#pts=61240');
  expect(momentOf('#x=1&t=5')).toEqual({ ms: 5000 });
  for (const hash of ['', '#t=', '#t=-1', '#t=1e9', '#token=5', '#t=5x', '#pts=', '#pts=1.5', '#pts=x'])
    expect(momentOf(hash)).toBeUndefined();
});

it('is a time of the stream, wherever the recording begins', () => {
  expect(ptsOf({ ms: 500 }, 60_000)).toBe(60_500);
  expect(ptsOf({ ptsMs: 60_500 }, 60_000)).toBe(60_500);
});
