import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNarration } from '../../narration/parse-narration.js';
import { spokenText } from '../say-words.js';
import { chineseNumber } from './numbers.js';
import { sayChinese } from './say-chinese.js';

const said = (text: string): string =>
  parseNarration(text, 'zh')
    .sentences.map(({ words }) =>
      spokenText(
        words.map(({ spoken }) => spoken),
        'zh',
      ),
    )
    .join('');

const rows = ['zh.tsv', 'zh-again.tsv', 'zh-kinds.tsv', 'zh-subjects.tsv', 'zh-eras.tsv'].flatMap((name) =>
  readFileSync(fileURLToPath(new URL(`../../../test/said/${name}`, import.meta.url)), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')),
);

describe('what is written in Chinese is said as a teacher says it', () => {
  it.each(rows)('%s: %s', (_, written = '', expected) => expect(said(written)).toBe(expected));
});

it.each([
  ['0', '零'],
  ['10', '十'],
  ['101', '一百零一'],
  ['110', '一百一十'],
  ['1001', '一千零一'],
  ['10010', '一万零一十'],
  ['100100', '十万零一百'],
  ['1000000', '一百万'],
  ['20000001', '二千万零一'],
  ['007', '零零七'],
])('%s is %s', (digits, words) => expect(chineseNumber(digits)).toBe(words));

it('leaves no digit to the voice, one result for each word, whatever is written', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^[\d.,:/%°年月日kmx²+=-]{1,12}$/u),
          fc.constantFrom('苹果', '$x^2$'),
        ),
      ),
      (words) => {
        const found = sayChinese(words);
        expect(found).toHaveLength(words.length);
      },
    ),
    { numRuns: 500 },
  );
});
