import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseNarration } from '../../narration/parse-narration.js';
import { spokenText } from '../say-words.js';
import { plainText, sayEnglish } from './say-english.js';

/** As a lesson is said: sentence by sentence. */
const said = (text: string): string =>
  parseNarration(text, 'en')
    .sentences.map(({ words }) => plainText(sayEnglish(words.map(({ spoken }) => spoken))))
    .join(' ');

const rows = (name: string): string[][] =>
  readFileSync(fileURLToPath(new URL(`../../../test/said/${name}`, import.meta.url)), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

describe('what is written is said as a teacher says it', () => {
  it.each(rows('field.tsv'))('%s: %s', (_, written = '', expected) => expect(said(written)).toBe(expected));
  it.each([
    ...rows('en.tsv'),
    ...rows('en-more.tsv'),
    ...rows('en-again.tsv'),
    ...rows('en-kinds.tsv'),
    ...rows('en-subjects.tsv'),
    ...rows('en-eras.tsv'),
  ])('%s: %s', (_, written = '', expected) => expect(said(written)).toBe(expected));
});

it.each([
  ['It holds 10 000 people.', 'It holds ten thousand people.'],
  ['All 68 000 000, of course.', 'All sixty eight million, of course.'],
  ['A word in العربية stays.', 'A word in العربية stays.'],
])('a voice that reads by itself is given nothing twice: %s', (written, expected) =>
  expect(
    spokenText(
      parseNarration(written, 'en').sentences.flatMap(({ words }) => words.map(({ spoken }) => spoken)),
      'en',
    ),
  ).toBe(expected),
);
