import { CURRENCIES, entryOf, UNITS } from './abbreviations.js';
import { cardinal, fractionWords, NUMBER, numberWords, ordinal, year } from './number-words.js';

type Rule = readonly [RegExp, (match: RegExpExecArray) => string[]];

const group = (match: RegExpExecArray, index: number): string => match[index] ?? '';
const split = (text: string): string[] => text.split(' ').filter((word) => word !== '');
/** None of them means anything else within brackets. */
const signs = Object.keys(CURRENCIES).join('');

/** What a token that holds digits is read as; the first rule that fits all of it. */
const RULES: readonly Rule[] = [
  [
    /^([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?$/u,
    (match) => time(Number(group(match, 1)), Number(group(match, 2))),
  ],
  [/^(\d+)(?:st|nd|rd|th)$/u, (match) => ordinal(Number(group(match, 1)))],
  [/^(1[1-9]|20)(\d\d)s$/u, (match) => plural(year(Number(group(match, 1) + group(match, 2))))],
  [/^(\d+)[/⁄](\d+)$/u, (match) => fractionWords(Number(group(match, 1)), Number(group(match, 2)))],
  [new RegExp(`^([${signs}])(${NUMBER})(k|m|bn)?$`, 'u'), money],
  [new RegExp(`^(${NUMBER})([${signs}])$`, 'u'), (match) => amount(group(match, 1), group(match, 2))],
  [new RegExp(`^(${NUMBER})[-–—](${NUMBER})(.*)$`, 'u'), range],
  [/^(?:1[1-9]|20)\d\d$/u, (match) => year(Number(match[0]))],
  [new RegExp(`^(?:${NUMBER})$`, 'u'), (match) => numberWords(match[0])],
  [new RegExp(`^(${NUMBER})([^\\d]+)$`, 'u'), withUnit],
];

/**
 * Words of a token with digits in it, in lower case and without the punctuation round it; undefined when it is no
 * number by any rule, as `mp3`.
 */
export function spokenNumber(token: string): string[] | undefined {
  const negative = /^[-−+±](?=[\d.$€£¥])/u.exec(token)?.[0];
  if (negative !== undefined) {
    const rest = spokenNumber(token.slice(1));
    const sign = entryOf({ '+': 'plus', '±': 'plus or minus' }, negative) ?? 'minus';
    return rest === undefined ? undefined : [...split(sign), ...rest];
  }
  for (const [pattern, words] of RULES) {
    const match = pattern.exec(token);
    const found = match === null ? [] : words(match);
    if (found.length > 0) return found;
  }
  return undefined;
}

function time(hours: number, minutes: number): string[] {
  if (minutes === 0)
    return hours >= 1 && hours <= 12 ? [...cardinal(hours), "o'clock"] : [...cardinal(hours), 'hundred'];
  return [...cardinal(hours), ...(minutes < 10 ? ['oh'] : []), ...cardinal(minutes)];
}

const plural = (words: string[]): string[] => {
  const last = words.at(-1) ?? '';
  return [...words.slice(0, -1), last.endsWith('y') ? `${last.slice(0, -1)}ies` : `${last}s`];
};

const SCALES: Readonly<Record<string, string>> = { k: 'thousand', m: 'million', bn: 'billion' };

function money(match: RegExpExecArray): string[] {
  const scale = entryOf(SCALES, group(match, 3));
  if (scale === undefined) return amount(group(match, 2), group(match, 1));
  return [...numberWords(group(match, 2)), scale, CURRENCIES[group(match, 1)]?.[1] ?? ''];
}

function amount(number: string, sign: string): string[] {
  const [whole = '0', cents] = number.split('.');
  const [one, more] = entryOf(CURRENCIES, sign) ?? ['', ''];
  const words = [...numberWords(whole === '' ? '0' : whole), whole === '1' ? one : more];
  return cents === undefined || Number(cents) === 0
    ? words
    : [...words, ...numberWords(cents.replace(/^0/u, ''))];
}

function range(match: RegExpExecArray): string[] {
  const to = spokenNumber(group(match, 2) + group(match, 3));
  const from = spokenNumber(group(match, 1));
  return to === undefined || from === undefined ? [] : [...from, 'to', ...to];
}

function withUnit(match: RegExpExecArray): string[] {
  const unit = entryOf(UNITS, group(match, 2));
  if (unit === undefined) return [];
  return [...numberWords(group(match, 1)), ...split(group(match, 1) === '1' ? unit[0] : unit[1])];
}
