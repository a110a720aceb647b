import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, sayEnglish } from './say-english.js';

const said = (text: string): string => plainText(sayEnglish(text.split(' ')));

describe('what is written is said in plain words', () => {
  it.each([
    ['I went to Dr. Smith, who is 25.', 'i went to doctor smith, who is twenty five.'],
    ['It costs $3.50 & €1!', 'it costs three dollars fifty and one euro!'],
    [
      '3/4 of 1,250 is 937.5',
      'three quarters of one thousand two hundred and fifty is nine hundred and thirty seven point five',
    ],
    ['½ + 1½ = 2', 'one half plus one and a half equals two'],
    [
      'In 1984, in 1905, in 2009 and in the 1990s.',
      'in nineteen eighty four, in nineteen oh five, in two thousand and nine and in the nineteen nineties.',
    ],
    ['At 10:30, at 9:05, at 7:00.', "at ten thirty, at nine oh five, at seven o'clock."],
    ['The 1st, 2nd, 21st and 100th', 'the first, second, twenty first and one hundredth'],
    ['-5 °C is 23 °F', 'minus five degrees celsius is twenty three degrees fahrenheit'],
    ['20°C, 5km, 50%, 10–20', 'twenty degrees celsius, five kilometres, fifty percent, ten to twenty'],
    ['7 - 3 = 4 – yes', 'seven minus three equals four, yes'],
    ['The USA and NASA, U.S. law', 'the u s ay and nasa, u s law'],
    ['Answer A is a word. A dog.', 'answer ay is a word. a dog.'],
    ['“It’s” the students’ book, isn’t it?', "it's the students book, isn't it?"],
    ['well-known café (naïve) e.g. this…', 'well known cafe naive for example this.'],
    ['Wait... then go', 'wait, then go'],
    ['It runs in O(n log n), not O(n^2).', 'it runs in o of n log n, not o of n squared.'],
    [
      '1,00,000 or 12,34,567.5',
      'one hundred thousand or one million two hundred and thirty four thousand five hundred and sixty seven point five',
    ],
    [
      '1e6, 2.5E-3',
      'one times ten to the power of six, two point five times ten to the power of minus three',
    ],
    ['At 10:15 we simplify 10:15.', 'at ten fifteen we simplify ten to fifteen.'],
    ['The score was 21:19 at 19:45.', 'the score was twenty one to nineteen at nineteen forty five.'],
    ['The two parts begin at 11:20.', 'the two parts begin at eleven twenty.'],
    ['mp3 B12 4-year-old', 'm p three b twelve four year old'],
    ['see example.org now', 'see example dot org now'],
    ['你好 means hello。', 'means hello.'],
    ['nǐ hǎo', 'ni hao'],
    ['STOP SHOUTING AT ME', 'stop shouting at me'],
    [
      '12345678901234567890',
      'one two three four five six seven eight nine zero one two three four five six seven eight nine zero',
    ],
    ['7/12 and 1/2 and 5/1', 'seven twelfths and one half and five over one'],
    ['007', 'zero zero seven'],
  ])('%s', (written, words) => {
    expect(said(written)).toBe(words);
  });

  it('whatever is written, each word becomes words of a to z and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\d.,:/$%-]{1,12}$/u)),
        ),
        (written) => {
          const words = sayEnglish(written);
          expect(plainText(words)).toMatch(/^(?:[a-z][a-z']*(?: |[,.?!] ?|$))*$/u);
          expect(words).toHaveLength(written.length);
          for (const { plain } of words) for (const word of plain) expect(word).toMatch(/^[a-z][a-z']*$/u);
        },
      ),
      { numRuns: 500 },
    );
  });
});
