import { tidy } from '@lockstep/lesson';
import { digitsForChinese } from './chinese-numbers.js';
import { joined } from './mixed-units.js';
import { digitsForWords } from './number-words.js';
import { readUnit } from './read-unit.js';
import { unitOf, unitWord } from './units.js';
import type { WrittenNumber } from './written-number.js';

export type { WrittenNumber };

const integer = String.raw`\d{1,3}(?:[ ,.'’]\d{3})+(?!\d)|\d+`;
const pattern = new RegExp(
  String.raw`(?<![\p{Script=Latin}\p{Script=Greek}\d_.^]|\d[:/-]|\^[-+])(?<sign>[-+]\s?)?(?:(?:(?<mixed>\d+)\s+)?(?<top>\d+)\s?\/\s?(?<bottom>\d+)(?![\d/])|` +
    String.raw`(?<whole>${integer})(?<decimals>[.,]\d+)?|(?<bare>[.,]\d+))` +
    String.raw`(?:\s?(?:[x*×]\s?10\s?\^\s?\(?(?<power>[-+]?\d{1,3})\)?|e(?<exponent>[-+]?\d{1,3})(?![\p{L}\d])))?` +
    String.raw`(?:\s?(?<scale>hundred|thousand|million|billion|trillion|mln|bn)\b)?(?:st|nd|rd|th)?(?![\d])`,
  'giu',
);
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  mln: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
};
const currencyBefore = /(US\$|[€$£¥])\s?([-+]?)\s?$/;

function readWhole(whole: string, decimals: string | undefined): { value: number; orElse?: number } {
  const groups = whole.match(/[ ,.'’]/g) ?? [];
  const digits = whole.replace(/\D/g, '');
  const fraction = decimals?.slice(1);
  if (groups.length === 1 && fraction === undefined && /[.,]/.test(groups[0] ?? '')) {
    const grouped = Number(digits);
    const decimal = Number(whole.replace(',', '.'));
    return groups[0] === ',' ? { value: grouped, orElse: decimal } : { value: decimal, orElse: grouped };
  }
  return { value: Number(fraction === undefined ? digits : `${digits}.${fraction}`) };
}

function readDigits(groups: Readonly<Record<string, string | undefined>>): {
  value: number;
  orElse?: number;
} {
  const { mixed, top, bottom, whole, decimals, bare, power, exponent, scale } = groups;
  const times = 10 ** Number(power ?? exponent ?? 0) * (scales[scale?.toLowerCase() ?? ''] ?? 1);
  if (top !== undefined && bottom !== undefined)
    return { value: (Number(mixed ?? 0) + Number(top) / Number(bottom)) * times };
  if (bare !== undefined) return { value: Number(`0.${bare.slice(1)}`) * times };
  const { value, orElse } = readWhole(whole ?? '', decimals);
  return { value: exact(value * times), ...(orElse === undefined ? {} : { orElse: orElse * times }) };
}

/** 2.3 * 1e6 is not quite 2300000. */
const exact = (value: number): number => Number(value.toPrecision(15));

/** Chinese words between a number and what is counted. */
const counters = /^\s?[个個只本条張张位名人口头匹辆朵颗支枝双片根把座间层次岁棵件]/u;

/** A word that begins behind the number, `2x` and `2 x` told from `2 apples`. */
const wordBehind = /^(\s?)([\p{L}]+(?:[-'][\p{L}]+)*)/u;
const isVariable = (word: string, space: string): boolean =>
  (space === '' && !/\p{Script=Han}/u.test(word)) ||
  (/^[\p{Script=Latin}\p{Script=Greek}]$/u.test(word) && !/^[ai]$/i.test(word));

function readMatch(match: RegExpExecArray, text: string): WrittenNumber | undefined {
  const groups = match.groups ?? {};
  const end = match.index + match[0].length;
  const before = currencyBefore.exec(text.slice(0, match.index));
  const space = text.charAt(end) === ' ' ? 1 : 0;
  const read = readUnit(text, end + space);
  const isFollowed = read !== undefined && !/^[\p{Script=Latin}]/u.test(text.slice(read.end));
  const behind = isFollowed ? null : wordBehind.exec(text.slice(end));
  if (behind !== null && isVariable(behind[2] ?? '', behind[1] ?? '')) return undefined;
  if (/^\s?[\^√]/.test(text.slice(end)) || /^\(/.test(text.slice(end))) return undefined;
  const counter = isFollowed ? '' : (counters.exec(text.slice(end))?.[0] ?? '');
  const currency = before === null ? undefined : unitWord(before[1] ?? '');
  const unit =
    (isFollowed ? read.unit : undefined) ??
    (currency === undefined ? undefined : unitOf([{ unit: currency, power: 1 }], currency.shown ?? ''));
  const share = unit?.quantity === 'share1' ? 0.01 : 1;
  const sign =
    (groups['sign']?.startsWith('-') === true ? -1 : 1) *
    (before?.[2] === '-' || isSignBefore(text, match.index, before) ? -1 : 1);
  const { value, orElse } = readDigits(groups);
  return {
    value: value * sign * share,
    orElse: orElse === undefined ? undefined : orElse * sign * share,
    unit,
    units: unit === undefined ? [] : [unit.name],
    counted: unit === undefined && counter === '' ? behind?.[2] : undefined,
    form: match[0]
      .trim()
      .replace(/\s/g, '')
      .replace(/(?:st|nd|rd|th)$/, '')
      .toLowerCase(),
    index: match.index,
    end: isFollowed ? read.end : end + counter.length,
  };
}

/** `-$5` */
const isSignBefore = (text: string, index: number, before: RegExpExecArray | null): boolean =>
  before !== null && /(?:^|\s)-$/.test(text.slice(0, index - before[0].length));

/** `2h30`, `每小时90公里`, `an hour` and `half an hour`, but not the hour of `60 km an hour`. */
const articles = (text: string): string =>
  text
    .replace(/(?<=\d\s?)([hm])(?=\d{2}(?!\d))/gi, ' $1 ')
    .replace(/每(小时|分钟|秒)\s?(\d[\d.]*)\s?(\p{Script=Han}{1,2})/gu, '$2$3每$1')
    .replace(/(\d\/\d+)\s(?:of\s)?an?\s(?=[a-z])/gi, '$1 ')
    .replace(
      /(^|\b(?:is|it's|takes?|took|about|for|costs?|and|lasts?)\s)an?\s(?=(?:hour|minute|second|day|week|kilo|kilogram|metre|meter|dollar|pound|euro|litre|liter|gram|mile|tonne)s?\b)/gi,
      '$11 ',
    );

/** Every number of a tidy text, in digits, fractions, percentages or words, English and Chinese. */
export function numbersIn(text: string): {
  readonly text: string;
  readonly numbers: readonly WrittenNumber[];
} {
  const digits = articles(digitsForWords(digitsForChinese(tidy(text))));
  const numbers = [...digits.matchAll(pattern)].flatMap((match) => readMatch(match, digits) ?? []);
  return {
    text: digits,
    numbers: joined(
      numbers.filter(({ value }) => Number.isFinite(value)),
      digits,
    ),
  };
}

/** The number that a whole text is, or undefined when there is more to it. */
export function onlyNumber(text: string): WrittenNumber | undefined {
  const { text: digits, numbers } = numbersIn(text);
  const [first] = numbers;
  if (first === undefined || numbers.length > 1) return undefined;
  const around = `${digits.slice(0, first.index)} ${digits.slice(first.end)}`.replace(
    /US\$|[€$£¥\s.]|^-/g,
    '',
  );
  return around === '' ? first : undefined;
}
