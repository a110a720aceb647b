import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounded, normalise, wordsOf } from './normalise.js';
import { plainPinyin } from './pinyin.js';

describe.each([
  ['  Went.  ', 'went.'],
  ['Ｗｅｎｔ', 'went'],
  ['It’s', "it's"],
  ['你好！', '你好!'],
  ['一，二、三。', '一,二,三.'],
  ['zero\u200Bwidth', 'zero width'],
  ['½', '1/2'],
])('%j', (text, plain) => {
  it('is one way of writing', () => expect(normalise(text)).toBe(plain));
});

it('is not changed by a second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
      const once = normalise(text);
      expect(normalise(once)).toBe(once);
    }),
  );
});

it('cuts what is too long without splitting a character', () => {
  expect(bounded('a😀', 2)).toBe('a');
  expect(normalise('x'.repeat(100_000))).toHaveLength(2000);
});

it('takes Chinese character by character and English word by word', () => {
  expect(wordsOf("i don't say 你好")).toEqual(['i', "don't", 'say', '你', '好']);
});

it('reads pinyin with marks, numbers or none as the same', () => {
  const plain = ['nǐ hǎo', 'ni3 hao3', 'Ni Hao', 'nihao', 'ni-hao!'].map(plainPinyin);
  expect(new Set(plain)).toEqual(new Set(['nihao']));
  expect(plainPinyin('你好')).toBe('');
});
