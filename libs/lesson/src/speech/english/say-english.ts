import { isInitial, startsSentence } from '../../narration/initials.js';
import { gapAt } from '../formula/gap.js';
import { BREATH_SPACE, partNumbers } from '../number-rows.js';
import { firstOf, type Found, type Pause, type SaidWord, type Sentence, type Unsaid } from '../said-word.js';
import { price } from './amounts.js';
import { date, yearAlone, years } from './dates.js';
import { era } from './eras.js';
import { expression, texRule } from './formulas.js';
import { code } from './codes.js';
import { hours } from './hours.js';
import { keys } from './keys.js';
import { length } from './lengths.js';
import { growth, scientific } from './notations.js';
import { name } from './names.js';
import { type NamedSign, namedSigns } from './named-signs.js';
import { numeral } from './numerals.js';
import { quantity, rate, unitAlone } from './quantities.js';
import { counted, fraction, mark, multiple, number, phone, ratio, time } from './ratios.js';
import { wordAt } from './words.js';

/** The kinds of things that are written otherwise than they are said; what is more special comes first. */
const rule = firstOf(
  texRule(textInFormula),
  keys,
  code,
  era,
  scientific,
  growth((text) => textInFormula(text).words),
  phone,
  hours,
  date,
  time,
  length,
  price,
  rate,
  name,
  mark,
  years,
  ratio,
  multiple,
  unitAlone,
  quantityOrExpression,
  yearAlone,
  numeral,
  fraction,
  counted,
  number,
);

/** A text within a formula is said as any other; `H_2O` is one. */
function textInFormula(text: string): { words: string[]; unsaid?: Unsaid } {
  const said = sayEnglish(text.replace(/_/gu, '').trim().split(' '));
  const unsaid = said.find((word) => word.unsaid !== undefined)?.unsaid;
  return { words: said.flatMap(({ plain }) => plain), ...(unsaid === undefined ? {} : { unsaid }) };
}

/** A quantity goes on as an expression where an operator follows it. */
function quantityOrExpression(sentence: Sentence, at: number): Found | undefined {
  const isAdjective = /^\d[\d.,]*-[a-zA-Z]+(?! ?[=+])/u.test(sentence.text.slice(at));
  const formula = isAdjective ? undefined : expression(sentence, at);
  if (formula !== undefined) return formula;
  return quantity(sentence, at);
}

/** Each written word as an English voice says it: words of a to z and apostrophes. @param language BCP 47 */
export function sayEnglish(given: readonly string[], language = 'en'): SaidWord[] {
  const written = given.map((word) =>
    word
      .replace(/[’‘ʼ`]/gu, "'")
      .replace(/\s+/gu, ' ')
      .trim(),
  );
  const text = partNumbers(written.join(' '));
  const starts = offsets(written);
  const capitals = written.filter((word) => /^\P{L}*\p{Lu}{2,}\P{L}*$/u.test(word));
  const isLong = capitals.length > 3 || capitals.some((word) => word.length > 6);
  const shouts = isLong && capitals.length * 2 > written.length;
  const said: { plain: string[]; unsaid?: Unsaid }[] = written.map(() => ({ plain: [] }));
  const signs = namedSigns(text);
  /** Stops that a rule read: of abbreviations and factorials. */
  const read = new Set<number>();
  let owner = 0;
  const ownerOf = (at: number): number => {
    while (owner > 0 && (starts[owner] ?? 0) > at) owner--;
    while ((starts[owner + 1] ?? Infinity) <= at) owner++;
    return owner;
  };
  for (let at = 0; at < text.length;) {
    const char = text[at] ?? '';
    const sign = signs.get(at);
    if (sign === undefined && isSkipped(text, at)) {
      at++;
      continue;
    }
    const found =
      sign === undefined
        ? rule({ text, language }, at)
        : { end: sign.end, pieces: [{ at, words: sign.words }] };
    const taken = found ?? wordUntil(text, at, shouts);
    for (const piece of taken.pieces)
      said[ownerOf(piece.at)]?.plain.push(...piece.words.filter((word) => /^[a-z][a-z']*$/u.test(word)));
    const word = said[ownerOf(at)];
    if (taken.unsaid !== undefined && word !== undefined) word.unsaid ??= taken.unsaid;
    if (found !== undefined && sign === undefined)
      for (let i = at; i < found.end; i++) if (/[.!:–—]/u.test(text[i] ?? '')) read.add(i);
    at = Math.max(taken.end, at + char.length);
  }
  const stopped = written.map((word, index) => stopsOf(word, starts[index] ?? 0, read, signs));
  return said.map((word, index) => {
    const end = (starts[index] ?? 0) + (written[index]?.length ?? 0);
    const pause = text[end] === BREATH_SPACE ? ',' : pauseOf(stopped, index, word.plain, read.has(end - 1));
    return { ...word, pause };
  });
}

/** A word with the stops that end something: a factorial is no exclamation, and the sign in `a "?"` no question. */
function stopsOf(
  word: string,
  start: number,
  read: ReadonlySet<number>,
  signs: ReadonlyMap<number, NamedSign>,
): string {
  const chars = word.split('').map((char, i) => (char === '!' && read.has(start + i) ? '' : char));
  for (const [from, { end }] of signs) {
    if (from >= start && end <= start + word.length)
      chars.splice(from - start, end - from, 'x', ...Array<string>(end - from - 1).fill(''));
  }
  return chars.join('');
}

const offsets = (words: readonly string[]): number[] => {
  let at = 0;
  return words.map((word) => {
    const start = at;
    at += word.length + 1;
    return start;
  });
};

/** Spaces, and punctuation that opens or closes. */
const isSkipped = (text: string, at: number): boolean => {
  const char = text[at] ?? '';
  if (
    /[?_(]/u.test(char) &&
    gapAt(text, at) !== undefined &&
    /^(?:\S|\(\s*\))\s?[-+×·*÷=]/u.test(text.slice(at))
  )
    return false;
  if (/[\s"“”«»{}¿¡_…,;:!?)\]，；：、。！？]/u.test(char)) return true;
  if (char === "'") return !/^'\d0s\b/u.test(text.slice(at));
  if (char === '[' || char === '(') return !/[\d\p{L}]$/u.test(text.slice(0, at)) && !isMathBracket(text, at);
  if (char === '.') return !/^\.[A-Za-z\d]/u.test(text.slice(at)) || /[\p{L}\d]$/u.test(text.slice(0, at));
  if (char === '*') return !/^\*\s?[\d(A-Za-z]/u.test(text.slice(at)) && /\S/u.test(text[at + 1] ?? '');
  if (/[-–—]/u.test(char) && /\p{L}$/u.test(text.slice(0, at))) return true;
  return /[-–—]/u.test(char) && !/^[-–—][\d.$€£¥(√a-zπ]/u.test(text.slice(at)) && !isBetweenNumbers(text, at);
};

/** A bracket of a formula, as opposed to a remark. */
const isMathBracket = (text: string, at: number): boolean =>
  /^[([][^()[\]]{1,40}[)\]]\s?(?:[-+=×÷*/^²³(]|[⁰-⁹])/u.test(text.slice(at)) ||
  /[-+=×÷*/]\s?$/u.test(text.slice(0, at)) ||
  /^\(\d{3}\) ?\d{3}/u.test(text.slice(at));

const isBetweenNumbers = (text: string, at: number): boolean =>
  /\d\s$/u.test(text.slice(0, at)) && /^.\s[\d(]/u.test(text.slice(at));

/** A word, up to a dash that joins two of them. */
function wordUntil(text: string, at: number, shouts: boolean): Found {
  const sign = text[at] ?? '';
  if (/[-–—]/u.test(sign) && isBetweenNumbers(text, at))
    return { end: at + 1, pieces: [{ at, words: ['minus'] }] };
  const dash = /^(?:[^\s—–]+(?=[—–])|\p{L}+(?=-\d|\([IV]{1,3}\)))/u.exec(text.slice(at));
  if (dash === null) return wordAt(text, at, shouts);
  const end = at + dash[0].length;
  return { ...wordAt(text.slice(0, end), at, shouts), end };
}

const CLOSING = String.raw`["'”’»)\]*_]*$`;
const SENTENCE_END = new RegExp(`[.!?…。！？]+${CLOSING}`, 'u');
const BREATH = new RegExp(`[,;:–—，；：、]${CLOSING}`, 'u');

/** Titles stand before a name, however it begins: Dr. No. */
const TITLES = /^["'(]*(?:mr|mrs|ms|dr|prof|st|gen|capt|col|lt|sgt|rev|mt)\.$/iu;

function pauseOf(
  written: readonly string[],
  index: number,
  plain: readonly string[],
  isAbbreviated: boolean,
): Pause {
  const [word = '', next] = [written[index], written[index + 1]];
  const isPlace = /^(?:street|drive)$/u.test(plain.at(-1) ?? '');
  if (plain.length > 0 && !/[\p{L}\p{N}°%$€£¥℃℉]/u.test(word)) return ''; // a sign
  const end = SENTENCE_END.exec(word)?.[0] ?? '';
  if (next !== undefined && /^[^?!…]*\.$/u.test(end)) {
    if (isAbbreviated && TITLES.test(word) && !isPlace) return '';
    if (isAbbreviated) return startsSentence(next) && /^["“'(]*\p{Lu}/u.test(next) ? '.' : '';
    if (/^["'(]?\p{Lu}\.$/u.test(word) && isInitial(written[index - 1] ?? '', next)) return '';
    if (/^(?:\p{L}\.){2,}$/u.test(word))
      return startsSentence(next) && /^["“'(]*\p{Lu}/u.test(next) ? '.' : '';
  }
  if (/[?？]/u.test(end)) return '?';
  if (/[!！]/u.test(end)) return '!';
  if (/\.\.|…/u.test(end)) return next === undefined ? '.' : ',';
  if (end !== '') return '.';
  if (isAbbreviated && /[:–—]$/u.test(word)) return '';
  return BREATH.test(word) ? ',' : '';
}

/** As it is given to a voice: a breath belongs to the word before it. */
export function plainText(words: readonly SaidWord[]): string {
  let text = '';
  for (const { plain, pause } of words) {
    if (plain.length > 0) text += `${text === '' ? '' : ' '}${plain.join(' ')}`;
    if (/[a-z']$/u.test(text)) text += pause;
  }
  return text;
}
