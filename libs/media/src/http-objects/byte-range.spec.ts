import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRange } from './byte-range.js';

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-99', { first: 0, last: 99 }],
    ['bytes=900-', { first: 900, last: 999 }],
    ['bytes=-10', { first: 990, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    ['bytes=990-5000', { first: 990, last: 999 }],
    ['bytes=1000-', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=5-2', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['items=0-1', undefined],
    [undefined, undefined],
  ])('%s of 1,000 bytes is %o', (header, span) => {
    expect(readRange(header, 1000)).toEqual(span);
  });

  it('never leaves the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(), (text, from, to, size) => {
        for (const header of [text, `bytes=${from}-${to}`, `bytes=-${to}`, `bytes=${from}-`]) {
          const span = readRange(header, size);
          if (typeof span !== 'object') continue;
          expect(span.first).toBeGreaterThanOrEqual(0);
          expect(span.last).toBeGreaterThanOrEqual(span.first);
          expect(span.last).toBeLessThan(size);
        }
      }),
    );
  });
});
