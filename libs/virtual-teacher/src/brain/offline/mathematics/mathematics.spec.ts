import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeAsWritten, sameFormula } from './compare.js';
import { readFormula } from './parse.js';

const same = (a: string, b: string) => {
  const [one, other] = [readFormula(a), readFormula(b)];
  return one !== undefined && other !== undefined && sameFormula(one, other);
};

describe.each([
  ['2(x+1)', '2x + 2'],
  ['(a+b)(a-b)', 'a² − b²'],
  ['x/2', '0.5x'],
  ['-x^2', '0 - x*x'],
  ['2^3^2', '512'],
  ['√8', '2√2'],
  ['sqrt(x^2)', 'abs(x)'],
  ['3!', '6'],
  ['y = 2x + 1', '2y - 4x = 2'],
  ['x > 3', '3 < x'],
  ['-x < 2', 'x > -2'],
  ['2πr', '2*pi*r'],
  ['x + y', 'y + x'],
])('%s', (a, b) => {
  it(`is ${b}`, () => expect(same(a, b)).toBe(true));
});

describe.each([
  ['2x', '2'],
  ['2x + 1', '2x - 1'],
  ['x^2', '2x'],
  ['y = 2x', 'y = -2x'],
  ['x > 3', 'x ≥ 3'],
  ['x > 3', 'x < 3'],
  ['x = 4', 'y = 4'],
  ['1/x', 'x'],
  ['ab', 'a+b'],
])('%s', (a, b) => {
  it(`is not ${b}`, () => expect(same(a, b)).toBe(false));
});

it('tells what is written alike from what means the same', () => {
  const [a, b, c] = ['x > 3', '3 < x', '2x > 6'].map(readFormula);
  expect(a && b && alikeAsWritten(a, b)).toBe(true);
  expect(a && c && alikeAsWritten(a, c)).toBe(false);
});

it('reads no prose, nothing endless and nothing nested without end', () => {
  expect(
    ['the sea', 'Na+', 'C++', '', 'x +', '(x', 'x'.repeat(200), '('.repeat(60) + 'x' + ')'.repeat(60)].map(
      readFormula,
    ),
  ).toEqual(Array(8).fill(undefined));
});

it('reads and compares any text without failing', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...Array.from('0123xy+-*/^()=<!√ ')), maxLength: 30 }),
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [one, other] = [readFormula(a), readFormula(b)];
      if (one && other) expect(sameFormula(one, other)).toBe(sameFormula(other, one));
    }),
  );
});
