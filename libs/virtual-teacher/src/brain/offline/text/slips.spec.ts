import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, isFormOf, isSlip, likeness } from './slips.js';

const words = new Set(['went', 'want', 'sheep', 'ship', 'cheap', 'children', 'chicken', 'form', 'from']);
const isWord = (word: string) => words.has(word);

describe.each([
  ['wnet', 'went'],
  ['sheeep', 'sheep'],
  ['chlidren', 'children'],
  ['childern', 'children'],
  ['canbera', 'canberra'],
  ['kanberra', 'canberra'],
])('%s, typed for %s', (typed, meant) => {
  it('is a slip', () => expect(isSlip(typed, meant, isWord)).toBe(true));
});

describe.each([
  ['want', 'went'],
  ['ship', 'sheep'],
  ['cheap', 'sheep'],
  ['chicken', 'children'],
  ['from', 'form'],
  ['12', '13'],
  ['at', 'it'],
  ['gone', 'went'],
])('%s, where %s was meant', (typed, meant) => {
  it('is another word', () => expect(isSlip(typed, meant, isWord)).toBe(false));
});

it('tells another form from a slip', () => {
  expect(isFormOf('childrens', 'children')).toBe(true);
  expect(isFormOf('sheeep', 'sheep')).toBe(false);
});

it('measures a distance: none to itself, the same both ways, at most the longer word', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max([...a].length, [...b].length));
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
    }),
  );
});
