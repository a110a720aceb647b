import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNarration } from '../../narration/parse-narration.js';
import { sayEnglish } from '../english/say-english.js';
import { sayWords } from '../say-words.js';
import { parseTex } from './parse-tex.js';

describe('TeX', () => {
  it('that is not understood is named with its place in the formula', () => {
    expect(parseTex('x + \\foo{y}', 0).problem).toEqual({ from: 4, to: 8, text: '\\foo' });
    expect(parseTex('\\frac{1}', 0).problem).toMatchObject({ text: '\\frac' });
    expect(parseTex('\\begin{tikzpicture} 1 \\end{tikzpicture}', 0).problem).toMatchObject({
      text: '\\begin',
    });
    expect(parseTex('\\begin{matrix} 1 & 2', 0).problem).toMatchObject({ text: '\\begin' });
    expect(parseTex('x = \\ce{H2?O}', 0).problem).toMatchObject({ from: 4, text: '\\ce' });
    expect(parseTex('a \\not+ b', 0).problem).toMatchObject({ text: '\\not' });
    expect(parseTex('\\{1, 2', 0).problem).toMatchObject({ text: '\\{' });
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
      '\\begin{cases}',
      '\\end{cases}',
      '&',
      '\\\\',
      '\\ce{',
      '\\{',
      '->',
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
    parseTex('\\begin{cases}'.repeat(10_000), 0);
    parseTex(`\\ce{${'H2'.repeat(20_000)}}`, 0);
    parseTex('\\ce{'.repeat(10_000), 0);
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

describe('a formula that is drawn is said', () => {
  const rows = readFileSync(fileURLToPath(new URL('../../../test/said/tex.tsv', import.meta.url)), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

  it.each(rows)('%s: %s', (written = '', english, chinese) => {
    expect({ en: spokenPlainly(written, 'en'), zh: spokenPlainly(written, 'zh') }).toEqual({
      en: english,
      zh: chinese,
    });
  });
});

/** What a voice is given, in one line. */
const spokenPlainly = (written: string, language: string): string =>
  sayWords([written], language)
    .flatMap(({ plain }) => plain)
    .join(' ');

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
