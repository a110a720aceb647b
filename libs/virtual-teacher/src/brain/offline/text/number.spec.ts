import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.js';
import { numbersIn, onlyNumber } from './number.js';

const read = (text: string) => onlyNumber(normalise(text))?.value;

describe.each([
  ['1/2', 0.5],
  ['½', 0.5],
  ['1 ½', 1.5],
  ['1½', 1.5],
  ['0.5', 0.5],
  ['0,5', 0.5],
  ['.5', 0.5],
  ['one half', 0.5],
  ['a half', 0.5],
  ['half', 0.5],
  ['three quarters', 0.75],
  ['two thirds', 2 / 3],
  ['two and a half', 2.5],
  ['50 %', 0.5],
  ['50%', 0.5],
  ['fifty percent', 0.5],
  ['75 per cent', 0.75],
  ['2,500', 2500],
  ['2 500', 2500],
  ["2'500", 2500],
  ['1,234,567', 1_234_567],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['-3', -3],
  ['−3', -3],
  ['seventy-five', 75],
  ['two thousand five hundred', 2500],
  ['one hundred and five', 105],
  ['three point one four', 3.14],
  ['７５％', 0.75],
  ['二分之一', 0.5],
  ['一半', 0.5],
  ['百分之七十五', 0.75],
  ['两千五百', 2500],
  ['三点一四', 3.14],
  ['十二', 12],
])('a number written as %s', (text, value) => {
  it('is read by its value', () => expect(read(text)).toBeCloseTo(value, 10));
});

it('reads the unit beside a number', () => {
  expect(onlyNumber('2500 m')?.unit?.name).toBe('m');
  expect(onlyNumber('2500 metres')?.unit?.name).toBe('m');
  expect(onlyNumber('30 公里')?.unit?.name).toBe('km');
  expect(onlyNumber('€ 5')?.unit?.name).toBe('€');
});

it('keeps both readings of a separator that may be either', () => {
  expect(onlyNumber('2.500')).toMatchObject({ value: 2.5, orElse: 2500 });
  expect(onlyNumber('2,500')).toMatchObject({ value: 2500, orElse: 2.5 });
});

it('keeps the form, so that 2/8 is not 1/4', () => {
  expect(onlyNumber('2/8')?.form).toBe('2/8');
});

it('finds no number in words that only sound like one', () => {
  expect(numbersIn('the third one on the left').numbers.map(({ value }) => value)).not.toContain(1 / 3);
  expect(numbersIn('weight and height').numbers).toEqual([]);
});

it('reads back what a number is written as', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (whole) => {
      expect(read(String(whole))).toBe(whole);
      expect(read(whole.toLocaleString('en'))).toBe(whole);
    }),
  );
});

it('reads any text without failing, and only finite numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const { value } of numbersIn(normalise(text)).numbers) expect(Number.isFinite(value)).toBe(true);
    }),
  );
});
