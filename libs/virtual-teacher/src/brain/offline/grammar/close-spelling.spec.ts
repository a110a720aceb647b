import { expect, it } from 'vitest';
import { closeSpelling } from './close-spelling.js';

/** Each word in use, the ones after `rare:` hardly. */
const used = (words: readonly string[]) =>
  words.map((word) => ({ word: word.replace('rare:', ''), count: word.startsWith('rare:') ? 3 : 500 }));

it.each([
  ['beutiful', ['beautiful'], 'beautiful'],
  ['tommorow', ['tomorrow', 'Tammara'], 'tomorrow'],
  ['bussiness', ['bossiness', 'business', 'fussiness'], 'business'],
  ['adress', ['address', 'dress'], 'address'],
  ['studing', ['rare:studding', 'studying', 'sting'], 'studying'],
])('suggests for %s the word that is one slip away', (wrote, suggestions, better) => {
  expect(closeSpelling(wrote, used(suggestions))).toBe(better);
});

it.each([
  ['another first letter', 'nglish', ['English']],
  ['a far word', 'maleysa', ['malaria']],
  ['a split word', 'alotof', ['a lot of', 'allot of']],
  ['a possessive', 'parens', ["paren's"]],
  ['a short word', 'ths', ['this', 'the']],
  ['two words that are as near', 'happend', ['happens', 'happen']],
  ['a rare word', 'homecontry', ['rare:homecountry']],
  ['a coarse word', 'shirtt', ['shit']],
])('suggests nothing for %s', (_, wrote, suggestions) => {
  expect(closeSpelling(wrote, used(suggestions))).toBeUndefined();
});

it('takes the far commoner of two words that are as near', () => {
  const suggestions = [
    { word: 'witch', count: 128 },
    { word: 'which', count: 24_000 },
  ];
  expect(closeSpelling('wtich', suggestions)).toBe('which');
});
