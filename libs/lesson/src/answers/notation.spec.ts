import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSigns, notationOf, sameNotation } from './notation.js';

describe.each([
  ['Went.', 'went'],
  ['−5', '-5'],
  ['x>3', 'x > 3'],
  ['x >= 3', 'x ≥ 3'],
  ['m²', 'm^2'],
  ['Ca²⁺', 'Ca^2+'],
  ['H₂O', 'H2O'],
  ['½', '1/2'],
  ['Washington, D.C.', 'Washington DC'],
  ['the at-sign', 'the at sign'],
  ['well–known', 'well known'],
  ['你好！', '你好'],
  ['“yes”', 'yes'],
  ['(the) sea', 'the sea'],
  ['3 r 2', '3r2'],
  ['2 × 3', '2 * 3'],
  ['e-mail', 'E-Mail'],
])('%s', (a, b) => {
  it(`is ${b}`, () => expect(notationOf(a)).toBe(notationOf(b)));
});

describe.each([
  ['-5', '5'],
  ['1/2', '1.2'],
  ['1/2', '1:2'],
  ['3.14', '3 14'],
  ['x > 3', 'x < 3'],
  ['2(x+1)', '2x+1'],
  ['Na+', 'Na-'],
  ['Na+', 'Na'],
  ['C++', 'C#'],
  ['C', 'C#'],
  ['$1.50', '€1.50'],
  ['a^2-b^2', 'a^2+b^2'],
  ['10^3', '103'],
  ['5!', '5'],
  ['[0, 1)', '(0, 1] + 0'],
  ['<', '>'],
  ['?', '!'],
  ['a-b', 'a b'],
  ["f'", 'f'],
])('%s', (a, b) => {
  it(`is not ${b}`, () => expect(sameNotation(a, b)).toBe(false));
});

it('knows capitals where they count', () => {
  expect(sameNotation('A', 'a')).toBe(true);
  expect(sameNotation('A', 'a', true)).toBe(false);
});

it('tells answers with signs from prose', () => {
  expect(['Na+', '-5', 'x > 3', '<', 'km/h'].map(hasSigns)).toEqual([true, true, true, true, true]);
  expect(['well-known', 'Hello!', 'U.S.', '(the) sea', '12'].map(hasSigns)).toEqual(Array(5).fill(false));
});

it('is not changed by a second time, and is the same as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const once = notationOf(text);
      expect(sameNotation(text, text)).toBe(once !== '');
    }),
  );
});
