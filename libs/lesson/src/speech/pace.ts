/**
 * How long something takes to say at a calm pace, by its script: ms for a letter (or syllable sign), and for each word
 * of a script that puts spaces. 150 English words or 240 ideographs a minute; scripts without written vowels have fewer letters a word.
 */
const SCRIPTS: readonly (readonly [RegExp, letterMs: number, wordMs: number])[] = [
  [/[\p{Script=Han}〇々]/u, 250, 0],
  [/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u, 140, 0],
  [/\p{Script=Hangul}/u, 190, 60],
  [/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u, 80, 0],
  [/[\p{Script=Arabic}\p{Script=Hebrew}]/u, 95, 90],
  [/[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Gujarati}]/u, 80, 90],
];
const LETTER_MS = 62;
const WORD_MS = 90;

/** Time to say a text, without the pauses between sentences, ms. */
export function sayingMs(text: string): number {
  let ms = 0;
  for (const word of text.split(/\s+/u)) {
    let wordMs = 0;
    for (const char of word) {
      const [, letter, whole] = SCRIPTS.find(([script]) => script.test(char)) ?? [
        undefined,
        LETTER_MS,
        WORD_MS,
      ];
      ms += letter;
      wordMs = Math.max(wordMs, whole);
    }
    ms += wordMs;
  }
  return ms;
}
