import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseNarration } from '../../narration/parse-narration.js';
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
  it.each([...rows('en.tsv'), ...rows('en-more.tsv')])('%s: %s', (_, written = '', expected) =>
    expect(said(written)).toBe(expected),
  );
});
