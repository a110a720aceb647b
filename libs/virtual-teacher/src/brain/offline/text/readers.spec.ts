import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerWords } from './answer-words.js';
import { readTime, sameTime } from './clock.js';
import { readDates } from './dates.js';
import { isKnownName } from './known-names.js';
import { numbersIn, onlyNumber } from './number.js';
import { oneSpelling } from './spelling-variants.js';
import { areTwoTerms } from './terms.js';

describe.each([
  ['half past three', '3:30'],
  ['quarter to four', '3:45'],
  ['八点半', '8:30'],
  ['差一刻九点', '8:45'],
  ['halb vier', '3:30'],
  ['15h30', '15:30'],
  ['3:30 pm', '15:30'],
])('%s', (text, clock) => {
  it(`is ${clock}`, () => {
    const [a, b] = [readTime(text), readTime(clock)];
    expect(a && b && sameTime(a, b)).toBe(true);
  });
});

describe.each([
  ['14 July', 'en', [[14, 7]]],
  ['the fourteenth of July', 'en', [[14, 7]]],
  ['14/7', 'en', [[14, 7]]],
  ['4/7', 'en-GB', [[4, 7]]],
  ['4/7', 'en-US', [[7, 4]]],
  ['3. Oktober', 'de', [[3, 10]]],
  ['30 February', 'en', []],
  ['next week', 'en', []],
])('%s in %s', (text, language, dates) => {
  it('is read as a date', () =>
    expect(readDates(text, language).map(({ day, month }) => [day, month])).toEqual(dates));
});

describe.each([
  ['1 h 30 min', 1.5, 'h'],
  ['12块5', 12.5, '¥'],
  ['four dollars fifty', 4.5, '$'],
  ['9.8 m/s²', 9.8, 'm/s^2'],
  ['3 × 10^8 m/s', 3e8, 'm/s'],
  ['minus five km', -5, 'km'],
])('%s', (text, value, unit) => {
  it('is one amount', () => {
    expect(onlyNumber(text)).toMatchObject({ value, unit: { name: unit } });
  });
});

it('takes 2x, H2O and 3:30 for no number', () => {
  expect(['2x', 'H2O', '3:30', 'x2'].map((text) => onlyNumber(text))).toEqual(Array(4).fill(undefined));
});

it('knows both spellings, and keeps words apart that only look so', () => {
  const pairs =
    'colour:color centre:center organise:organize traveller:traveler anaemia:anemia defence:defense';
  for (const pair of pairs.split(' ')) {
    const [british = '', american = ''] = pair.split(':');
    expect(oneSpelling(british)).toBe(oneSpelling(american));
  }
  for (const [a, b] of [
    ['four', 'for'],
    ['filled', 'filed'],
    ['shoe', 'she'],
    ['rise', 'size'],
  ] as const)
    expect(oneSpelling(a)).not.toBe(oneSpelling(b));
});

it('knows names and terms that are no slips of one another', () => {
  expect(['slovenia', 'iceland', 'austria'].every((name) => isKnownName(name, 'en'))).toBe(true);
  expect(areTwoTerms('sulfite', 'sulfate') && areTwoTerms('ethane', 'ethene')).toBe(true);
  expect(areTwoTerms('sulfat', 'sulfate')).toBe(false);
});

it('reads any text without failing, in time that its length bounds', () => {
  const piece = fc.constantFrom(
    ...Array.from('0159-+.,:/^°%$€xkmh 年点半一百万'),
    'one ',
    'and ',
    'half ',
    'million ',
    'per ',
    "'",
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('en', 'en-US', 'zh-CN', 'de', 'fr', 'x1', 'en-a1'),
      (written, language) => {
        for (const { value } of numbersIn(written).numbers) expect(Number.isFinite(value)).toBe(true);
        expect(Array.isArray(answerWords(written, { language }))).toBe(true);
        readTime(written);
        readDates(written, language);
      },
    ),
    { numRuns: 300 },
  );
});
