import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { keysAt } from '../keys.js';
import { chineseDigits, chineseNumber } from './numbers.js';
import { signName } from './named-signs.js';

/** Digits of a name: `A4` is four, `B204` digit by digit. */
const codeDigits = (text: string): string =>
  text.includes('.') || text.length < 3 ? chineseNumber(text) : chineseDigits(text);

/** Letters with digits behind them, which the voice is not left to read: `G101`, `PM2.5`, `CRH380A`. */
export const code: Rule = firstOf(
  ruleOf(String.raw`[\w.-]{1,64}@[\w-]+(?:\.[\w-]+)+`, ([written = '']) =>
    written.replaceAll('@', '艾特').replace(/\.(?=\w)/gu, '点'),
  ),
  ruleOf(
    String.raw`(?<![A-Za-z\d])[A-Za-z]{1,12}-?\d+(?:\.\d+)?(?:[A-Za-z]{1,3}\d*)?(?![A-Za-z\d])`,
    ([written = '']) => written.replaceAll('-', '').replace(/\d+(?:\.\d+)?/gu, codeDigits),
  ),
);

/** `C#` is a note or a language. */
export const sharp: Rule = ({ text }, at) => {
  const letter = /^([A-G])[#♯](?![A-Za-z\d])/u.exec(text.slice(at, at + 3))?.[1];
  return letter === undefined ? undefined : { end: at + 2, pieces: [{ at, words: [`${letter} sharp`] }] };
};

/** `Ctrl+C`: the keys by their English names, with a space between them. */
export const keys: Rule = ({ text }, at) => {
  const found = keysAt(text, at);
  if (found === undefined) return undefined;
  const words = found.keys.map((key) => ('word' in key ? titled(key.word) : nameOf(key.sign)));
  return { end: found.end, pieces: [{ at, words: [words.join(' ')] }] };
};

const titled = (word: string): string => word.replace(/(?<![a-z])[a-z]/gu, (letter) => letter.toUpperCase());
const nameOf = (sign: string): string =>
  signName(sign) ?? sign.toUpperCase().replace(/\d+/gu, (digits) => chineseNumber(digits));
