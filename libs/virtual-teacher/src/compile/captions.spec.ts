import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionsOf } from './captions.js';
import { type Sentence, sentencesOfNarration } from './sentence.js';

const only = (text: string, language = 'en'): Sentence => sentencesOfNarration(text, language)[0] as Sentence;
/** Every word takes 400 ms. */
const spoken = ({ words }: Sentence) =>
  words.map(({ spoken: text }, index) => ({ text, startMs: 100 + index * 400, endMs: 480 + index * 400 }));
const captions = (sentence: Sentence) => captionsOf(sentence, spoken(sentence), 60_000);

describe('captions', () => {
  it('show a short sentence whole, from its first word until a little after its last', () => {
    expect(captions(only('Look here: *go* becomes {slide 2} *went*.'))).toEqual([
      { fromMs: 100, toMs: 480 + 4 * 400 + 300, text: 'Look here: go becomes went.' },
    ]);
  });

  it('are cut after a comma where there is one, each piece with the time of its words', () => {
    const long =
      'When the weather is nice and the sun is warm in the morning, we all like to walk to the old bridge together.';
    const pieces = captions(only(long));
    expect(pieces.map(({ text }) => text)).toEqual([
      'When the weather is nice and the sun is warm in the morning,',
      'we all like to walk to the old bridge together.',
    ]);
    expect(pieces[1]?.fromMs).toBe(100 + 13 * 400);
    expect(pieces[0]?.toMs).toBe(pieces[1]?.fromMs);
  });

  it('show formulas in plain signs, each with the time of its word', () => {
    const sentence = only('So $\\frac{3}{4}$, and then $x^2 = 9$.');
    expect(captions(sentence).map(({ text }) => text)).toEqual(['So 3/4, and then x² = 9.']);
    expect(sentence.words.map(({ textFrom, textTo }) => sentence.text.slice(textFrom, textTo))).toEqual([
      ...['So', '3/4,', 'and', 'then', 'x² = 9.'],
    ]);
    expect(sentence.words[1]?.spoken).toBe('$\\frac{3}{4}$,');
  });

  it('count an ideograph as two letters', () => {
    const long =
      '今天我们要学习怎么用中文介绍自己的名字和国家，然后我们会听一段很短的对话，最后每个人都可以自己试一试';
    const pieces = captions(only(long, 'zh'));
    expect(pieces.length).toBe(2);
    expect(pieces.map(({ text }) => text).join('')).toBe(long);
    expect(pieces.every(({ text }) => [...text].length <= 42)).toBe(true);
  });

  it('lose nothing, follow each other and are never longer than two lines, whatever is said', () => {
    const word = fc.stringMatching(/^[a-z]{1,14},?$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (words) => {
        const sentence = only(`${words.join(' ')}.`);
        const pieces = captions(sentence);
        expect(pieces.map(({ text }) => text).join(' ')).toBe(sentence.text);
        for (const [index, piece] of pieces.entries()) {
          expect(piece.text.length).toBeLessThanOrEqual(85);
          expect(piece.toMs).toBeGreaterThan(piece.fromMs);
          if (index > 0) expect(piece.fromMs).toBe(pieces[index - 1]?.toMs);
        }
      }),
    );
  });
});
