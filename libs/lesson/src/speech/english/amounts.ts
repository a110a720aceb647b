import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { entryOf } from '../own-entry.js';
import { NUMBER, numberWords } from './number-words.js';
import { readUnit } from './units.js';

type Currency = readonly [one: string, more: string, cent: string, cents: string];

const CURRENCIES: Readonly<Record<string, Currency>> = {
  $: ['dollar', 'dollars', 'cent', 'cents'],
  '€': ['euro', 'euros', 'cent', 'cents'],
  '£': ['pound', 'pounds', 'penny', 'pence'],
  '¥': ['yuan', 'yuan', 'fen', 'fen'],
  '₹': ['rupee', 'rupees', 'paisa', 'paise'],
  '₩': ['won', 'won', 'jeon', 'jeon'],
  '₽': ['rouble', 'roubles', 'kopeck', 'kopecks'],
  '₺': ['lira', 'lira', 'kurus', 'kurus'],
  '₫': ['dong', 'dong', 'hao', 'hao'],
  '₪': ['shekel', 'shekels', 'agora', 'agorot'],
};
const CODES: Readonly<Record<string, Currency>> = {
  USD: ['u s dollar', 'u s dollars', 'cent', 'cents'],
  EUR: ['euro', 'euros', 'cent', 'cents'],
  GBP: ['british pound', 'british pounds', 'penny', 'pence'],
  CNY: ['yuan', 'yuan', 'fen', 'fen'],
  RMB: ['yuan', 'yuan', 'fen', 'fen'],
  JPY: ['yen', 'yen', 'sen', 'sen'],
  CHF: ['swiss franc', 'swiss francs', 'centime', 'centimes'],
  INR: ['rupee', 'rupees', 'paisa', 'paise'],
};
const COUNTRIES: Readonly<Record<string, string>> = {
  US: 'u s',
  A: 'australian',
  AU: 'australian',
  C: 'canadian',
  CA: 'canadian',
  NZ: 'new zealand',
  HK: 'hong kong',
};
const SCALES: Readonly<Record<string, string>> = {
  k: 'thousand',
  K: 'thousand',
  m: 'million',
  M: 'million',
  mn: 'million',
  bn: 'billion',
  B: 'billion',
  b: 'billion',
  tn: 'trillion',
  T: 'trillion',
};

const SIGN = `[${Object.keys(CURRENCIES).join('')}]`;
const SCALE = String.raw`(?:\s?(mn|bn|tn|[kKmMbBT])(?![\p{L}\p{N}])|\s(hundred|thousand|million|billion|trillion)\b)?`;
const isThing = (after: string): boolean =>
  /^ (?:[a-z]+ )?(?:bill|note|coin|ticket|house|deal|gift|card|fine|loan|prize|budget|project|meal|book|question)\b/u.test(
    after,
  );

/** Money, with the currency behind or before it. */
export const money: Rule = firstOf(
  ruleOf(
    `([-−+])?(US|AU?|CA?|NZ|HK)?(${SIGN})\\s?(${NUMBER})${SCALE}(?:(\\s?[-–—]\\s?)(${SIGN})?(${NUMBER})${SCALE})?(?![\\d])`,
    (match, { after }) => {
      const [
        ,
        sign = '',
        country = '',
        symbol = '',
        number = '',
        short = '',
        long = '',
        dash = '',
        again = '',
        upTo = '',
        short2 = '',
        long2 = '',
      ] = match;
      const currency = named(symbol, country);
      if (currency === undefined) return undefined;
      const scale = entryOf(SCALES, short) ?? long;
      const minus = sign === '' ? '' : sign === '+' ? 'plus ' : 'minus ';
      if (dash === '') {
        return minus + amount(number, scale, isThing(after) ? singular(currency) : currency);
      }
      const from = again === '' ? numberWords(number).join(' ') : amount(number, scale, currency);
      return [
        [4, minus + from],
        [
          8,
          `to ${amount(upTo, entryOf(SCALES, short2) ?? long2, again === '' ? currency : (named(again, '') ?? currency))}`,
        ],
      ];
    },
  ),
  ruleOf(`(${NUMBER})${SCALE}\\s?(${SIGN})(?!\\d)`, (match) =>
    amount(
      match[1] ?? '',
      entryOf(SCALES, match[2] ?? '') ?? match[3] ?? '',
      currencyOf(CURRENCIES, match[4]),
    ),
  ),
  ruleOf(`(${NUMBER})${SCALE}\\s?(${Object.keys(CODES).join('|')})\\b`, (match) =>
    amount(match[1] ?? '', entryOf(SCALES, match[2] ?? '') ?? match[3] ?? '', currencyOf(CODES, match[4])),
  ),
  ruleOf(`(${Object.keys(CODES).join('|')})\\s?(${NUMBER})${SCALE}`, (match) =>
    amount(match[2] ?? '', entryOf(SCALES, match[3] ?? '') ?? match[4] ?? '', currencyOf(CODES, match[1])),
  ),
  ruleOf('(\\d{1,2})p(?![\\p{L}\\d])', (match) => `${numberWords(match[1] ?? '').join(' ')} pence`),
  ruleOf(
    `(${NUMBER})\\s?¢`,
    (match) => `${numberWords(match[1] ?? '').join(' ')} ${match[1] === '1' ? 'cent' : 'cents'}`,
  ),
);

function named(symbol: string, country: string): Currency | undefined {
  const currency = entryOf(CURRENCIES, symbol);
  const of = entryOf(COUNTRIES, country);
  if (currency === undefined || of === undefined) return currency;
  return [`${of} ${currency[0]}`, `${of} ${currency[1]}`, currency[2], currency[3]];
}

/** The pattern lists the keys of the table. */
function currencyOf(table: Readonly<Record<string, Currency>>, key = ''): Currency {
  const currency = entryOf(table, key);
  if (currency === undefined) throw new RangeError(`no currency ${key}`);
  return currency;
}

const singular = ([one, , cent]: Currency): Currency => [one, one, cent, cent];

function amount(number: string, scale: string, currency: Currency): string {
  const [one, more, cent, cents] = currency;
  if (scale !== '') return [...numberWords(number), scale, more].join(' ');
  const [whole = '', fraction = ''] = number.split('.');
  if (!/^\d\d$/u.test(fraction) || Number(fraction) === 0) {
    const shown = Number(fraction) === 0 ? whole : number;
    return [...numberWords(shown), shown === '1' ? one : more].join(' ');
  }
  const small = Number(fraction);
  if (Number(whole) === 0) return [...numberWords(String(small)), small === 1 ? cent : cents].join(' ');
  const large = [...numberWords(whole), whole.replace(/\D/gu, '') === '1' ? one : more];
  return [...large, ...numberWords(String(small))].join(' ');
}

/** `$3/kg`: the currency per unit. */
export const price: Rule = (sentence, at) => {
  const found = money(sentence, at);
  if (found === undefined || sentence.text[found.end] !== '/') return found;
  const unit = readUnit(sentence.text, found.end + 1);
  if (unit === undefined) return found;
  return {
    end: unit.end,
    pieces: [...found.pieces, { at: found.end, words: ['per', ...unit.say(true).split(' ')] }],
  };
};
