import { expect, it } from 'vitest';
import { closeSpelling } from './close-spelling.js';

it.each([
  ['beutiful', ['beautiful'], 'beautiful'],
  ['tommorow', ['tomorrow', 'Tammara'], 'tomorrow'],
  ['bussiness', ['bossiness', 'business', 'fussiness'], 'business'],
  ['adress', ['address', 'dress'], 'address'],
])('suggests for %s the word that is one slip away', (wrote, suggestions, better) => {
  expect(closeSpelling(wrote, suggestions)).toBe(better);
});

it.each([
  ['another first letter', 'nglish', ['English']],
  ['a far word', 'maleysa', ['malaria']],
  ['a split word', 'alotof', ['a lot of', 'allot of']],
  ['a possessive', 'parens', ["paren's"]],
  ['a short word', 'ths', ['this', 'the']],
  ['two words that are as near', 'happend', ['happens', 'happen']],
  ['a coarse word', 'shirtt', ['shit']],
])('suggests nothing for %s', (_, wrote, suggestions) => {
  expect(closeSpelling(wrote, suggestions)).toBeUndefined();
});
