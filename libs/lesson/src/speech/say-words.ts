import { texAt } from '../narration/tex-span.js';
import { sayChinese } from './chinese/say-chinese.js';
import { sayEnglish } from './english/say-english.js';
import type { SaidWord } from './said-word.js';

/**
 * What a voice of the language says for each written word: one normaliser a language. In a language without one, words are
 * said as they stand, and a formula cannot be said.
 * @param words as they are to be spoken, one for each word of the caption; @param language BCP 47
 */
export function sayWords(words: readonly string[], language: string): SaidWord[] {
  if (/^en\b/iu.test(language)) return sayEnglish(words, language);
  if (/^(?:zh|cmn)\b/iu.test(language)) return sayChinese(words, language);
  return words.map((word): SaidWord => {
    const isFormula = /^[("'“]*\$/u.test(word) && texAt(word, word.indexOf('$')) !== undefined;
    const said: SaidWord = { plain: isFormula ? [] : [word], pause: '' };
    return isFormula ? { ...said, unsaid: { kind: 'formula', text: word } } : said;
  });
}

/**
 * A sentence for a voice that reads well by itself: words stay as they are written, and what such voices read wrongly
 * (units, formulas, numbers, abbreviations) is written out.
 */
export function spokenText(words: readonly string[], language: string): string {
  const said = sayWords(words, language);
  if (/^(?:zh|cmn)\b/iu.test(language)) {
    return said
      .map(({ plain, pause }, index) => chineseText(plain.join(''), pause, said[index + 1]?.plain[0] ?? ''))
      .join('');
  }
  return words
    .map((word, index) => {
      const { plain, pause, unsaid } = said[index] ?? { plain: [], pause: '' };
      if (plain.length === 0) return unsaid === undefined ? pause : word; // said with the word before, or not at all
      return isPlain(word, plain) ? word : plain.map(asWritten).join(' ') + pause;
    })
    .filter((word) => /[\p{L}\p{N}\p{M}]|^[,.?!]$/u.test(word))
    .reduce((text, word) => joined(text, word), '');
}

/** A pause alone goes with what was said last. */
const joined = (text: string, word: string): string =>
  /^[,.?!]$/u.test(word)
    ? text.replace(/[,.?!]?$/u, text === '' ? '' : word)
    : text === ''
      ? word
      : `${text} ${word}`;

const PAUSES = { '': '', ',': '，', '.': '。', '?': '？', '!': '！' } as const;
const chineseText = (plain: string, pause: keyof typeof PAUSES, next: string): string =>
  plain + PAUSES[pause] + (pause === '' && /[A-Za-z]$/u.test(plain) && /^[A-Za-z]/u.test(next) ? ' ' : '');

/** Letters alone that are said as they are written, or one by one. */
function isPlain(word: string, plain: readonly string[]): boolean {
  const core = word.replace(/^[^\p{L}\p{N}$]+|[^\p{L}\p{N}$]+$/gu, '');
  if (!/^[\p{L}\p{M}'’-]+$/u.test(core)) return false;
  const letters = core
    .replace(/’/gu, "'")
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z']/gu, '');
  return (
    letters === '' || plain.join('') === letters || plain.every((one) => one.length === 1 || one === 'ay')
  );
}

/** Spellings that are meant for the embedded voices. */
const asWritten = (word: string): string =>
  word === 'ay'
    ? 'A'
    : word === 'pie'
      ? 'pi'
      : word.length === 1 && word !== 'a' && word !== 'i'
        ? word.toUpperCase()
        : word;
