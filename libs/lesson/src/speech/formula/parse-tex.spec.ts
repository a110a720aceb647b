import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNarration } from '../../narration/parse-narration.js';
import { sayEnglish } from '../english/say-english.js';
import { parseTex } from './parse-tex.js';

describe('TeX', () => {
  it('that is not understood is named with its place in the formula', () => {
    expect(parseTex('x + \\foo{y}', 0).problem).toEqual({ from: 4, to: 8, text: '\\foo' });
    expect(parseTex('\\frac{1}', 0).problem).toMatchObject({ text: '\\frac' });
    expect(parseTex('\\begin{matrix} 1 \\end{matrix}', 0).problem).toMatchObject({ text: '\\begin' });
    expect(parseTex('{x', 0).problem).toMatchObject({ text: '{' });
  });

  it('never throws and never hangs, whatever stands between the signs', () => {
    const piece = fc.constantFrom(
      '\\frac',
      '{',
      '}',
      '^',
      '_',
      '\\sqrt',
      '[',
      ']',
      '(',
      ')',
      '|',
      'x',
      '12',
      '\\left',
      '\\text',
      ' ',
      '\\',
      '$',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => void parseTex(pieces.join(''), 0)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (source) => void parseTex(source, 0)),
      { numRuns: 500 },
    );
    parseTex('{'.repeat(10_000), 0);
    parseTex('\\frac'.repeat(10_000), 0);
  });
});

it('sentences of hostile text are said in time that grows with their length', () => {
  for (const piece of [
    '(',
    '1/',
    '2x',
    'I',
    '$',
    '1:',
    '-',
    '√',
    '|',
    '1 000 ',
    'a.',
    '^',
    '1,',
    'IV ',
    'kg·',
    '+1 ',
  ]) {
    const word = piece.repeat(Math.ceil(500 / piece.length));
    expect(sayEnglish(word.split(' '))).toHaveLength(word.split(' ').length);
  }
});

describe('a formula in narration', () => {
  const words = (source: string): string[] =>
    parseNarration(source).sentences.flatMap((one) => one.words.map(({ written }) => written));

  it('is one word, braces and stars in it are its own', () => {
    expect(words('So $\\frac{1}{2} * x$ is it.')).toEqual(['So', '$\\frac{1}{2} * x$', 'is', 'it.']);
    expect(parseNarration('So $\\frac{1}{2}$.').problems).toEqual([]);
  });
  it.each([
    'It costs $5 and not $6.',
    'Pay $20,000 or $30,000 now.',
    'From $5 to $10 a day.',
    'It costs \\$5 or 5$.',
  ])('is no amount of money: %s', (source) => {
    expect(words(source).some((word) => word.includes(' '))).toBe(false);
  });
  it('a link says its words, and its author is told', () => {
    const { sentences, problems } = parseNarration('See the [handout](https://example.org/h.pdf) now.');
    expect(sentences[0]?.words.map(({ spoken }) => spoken)).toEqual(['See', 'the', 'handout', 'now.']);
    expect(problems).toMatchObject([{ severity: 'warning', code: 'link-in-narration', from: 8, to: 44 }]);
  });
});
