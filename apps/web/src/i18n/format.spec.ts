import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLessonTime, parseLessonTime } from './format.js';

const times = [
  { ms: 0, text: '0:00' },
  { ms: 1_080, text: '0:01.08' },
  { ms: 64_500, text: '1:04.5' },
  { ms: 3_600_000, text: '60:00' },
  { ms: 59_999, text: '0:59.999' },
];

describe.each(times)('a lesson time of $ms ms', ({ ms, text }) => {
  it(`is written ${text}`, () => expect(formatLessonTime(ms)).toBe(text));
  it(`is read from ${text}`, () => expect(parseLessonTime(text)).toBe(ms));
});

describe('lesson times', () => {
  it('come back from what is written, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
        expect(parseLessonTime(formatLessonTime(ms))).toBe(ms);
      }),
    );
  });

  it('may be typed as plain seconds, with a comma', () => {
    expect(parseLessonTime(' 90 ')).toBe(90_000);
    expect(parseLessonTime('7,25')).toBe(7_250);
  });

  it.each(['', ':', '1:', '1:60', '1:5:3', '-3', 'soon', '1e3'])('do not take %j for a time', (text) => {
    expect(parseLessonTime(text)).toBeNull();
  });
});
