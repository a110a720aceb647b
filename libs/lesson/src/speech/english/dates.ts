import { firstOf, type Rule, ruleOf, wordBefore } from '../said-word.js';
import { cardinal, numberWords, ordinal, plural, year } from './number-words.js';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** `Mar` and `May` without a full stop are words of their own; with a day they are months. */
const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)';
const monthOf = (name: string): string =>
  MONTHS.find((month) => month.startsWith(name.slice(0, 3).toLowerCase())) ?? name;

const isDay = (day: number): boolean => day >= 1 && day <= 31;
const spokenYear = (number: number): string =>
  (number >= 1000 && number <= 2099 ? year(number) : cardinal(number)).join(' ');
/** A year of two digits. */
const fullYear = (digits: string): string =>
  digits.length === 2
    ? spokenYear(Number(digits) + (Number(digits) < 70 ? 2000 : 1900))
    : spokenYear(Number(digits));

const monthFirst = (day: number, month: string): string => `${month} ${ordinal(day).join(' ')}`;
const dayFirst = (day: number, month: string, before: string): string =>
  `${wordBefore(before) === 'the' ? '' : 'the '}${ordinal(day).join(' ')} of ${month}`;

/** American English writes the month first; all others the day. */
const isMonthFirst = (language: string): boolean => /^en(?:-(?:US|PH|CA))?$/iu.test(language);

function numeric(
  first: number,
  second: number,
  yearText: string,
  before: string,
  language: string,
): string | undefined {
  const monthLeads = second > 12 || (isMonthFirst(language) && first <= 12);
  const [day, month] = monthLeads ? [second, first] : [first, second];
  const name = MONTHS[month - 1];
  if (name === undefined || !isDay(day)) return undefined;
  const said = monthLeads ? monthFirst(day, name) : dayFirst(day, name, before);
  return yearText === '' ? said : `${said} ${fullYear(yearText)}`;
}

/** `on 9/11`, `due 3/14`: a day without its year, where a fraction cannot stand. */
const BEFORE_DAY = /\b(?:on|since|until|till|due|dated) $/iu;

/** What may follow a day that is no count: March 3 *we* left, but May 5 *people* come? */
const ENDS_DATE =
  /^(?:$|[.,;:!?)"'–—-]|\u2002|\s(?:\d{4}\b|[(–—-]|(?:is|was|at|in|and|or|to|we|he|she|it|they|i|you|the|when|because|on|for|this|my|our|his|her|until|from|of|will|had|has|as|but|there|a|an)\b))/iu;

const YEAR = '(?:1\\d|20)\\d\\d';

export const date: Rule = firstOf(
  ruleOf(String.raw`(\d{4})-(\d\d)-(\d\d)(?![\d-])`, (match) => {
    const [day, month] = [Number(match[3]), MONTHS[Number(match[2]) - 1]];
    return month === undefined || !isDay(day)
      ? undefined
      : `${monthFirst(day, month)} ${spokenYear(Number(match[1]))}`;
  }),
  ruleOf(String.raw`(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])`, (match, { before, language }) =>
    numeric(Number(match[1]), Number(match[2]), match[3] ?? '', before, language),
  ),
  ruleOf(
    String.raw`(\d{1,2})/(\d{1,2})(?![\d/\p{L}%]|[.,]\d|\s?[-=+*×÷])`,
    (match, { before, after, language }) =>
      BEFORE_DAY.test(before) && ENDS_DATE.test(after) && !/^ (?:of|for|an?) /u.test(after)
        ? numeric(Number(match[1]), Number(match[2]), '', before, language)
        : undefined,
  ),
  ruleOf(String.raw`(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?![\d.]\d)`, (match, { before }) =>
    numeric(Number(match[1]), Number(match[2]), match[3] ?? '', before, 'en-GB'),
  ),
  ruleOf(`(${MONTH}) (\\d{1,2})\\s?[-–—]\\s?(\\d{1,2})(?![\\d:/.]\\d|[\\p{L}\\d%°])`, (match) =>
    isDay(Number(match[2])) && isDay(Number(match[3]))
      ? [
          [1, monthOf(match[1] ?? '')],
          [2, ordinal(Number(match[2])).join(' ')],
          [3, `to ${ordinal(Number(match[3])).join(' ')}`],
        ]
      : undefined,
  ),
  ruleOf(`(\\d{1,2})\\s?[-–—]\\s?(\\d{1,2}) (${MONTH})(?![\\p{L}])`, (match, { before }) =>
    isDay(Number(match[1])) && isDay(Number(match[2]))
      ? [
          [1, `${wordBefore(before) === 'the' ? '' : 'the '}${ordinal(Number(match[1])).join(' ')}`],
          [2, `to the ${ordinal(Number(match[2])).join(' ')} of`],
          [3, monthOf(match[3] ?? '')],
        ]
      : undefined,
  ),
  ruleOf(`(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:/.]\\d|[\\p{L}\\d%°])`, (match, { after, before }) => {
    const day = Number(match[2]);
    const opens = before.trim() === '' && /^(?:May|March)$/u.test(match[1] ?? '');
    if (!isDay(day) || !ENDS_DATE.test(after) || (opens && /^\s[a-z]/u.test(after))) return undefined;
    return [
      [1, monthOf(match[1] ?? '')],
      [2, ordinal(day).join(' ')],
    ];
  }),
  ruleOf(`(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})(?: (${YEAR})\\b)?(?![\\p{L}])`, (match, { before }) => {
    const day = Number(match[1]);
    if (!isDay(day)) return undefined;
    const the = wordBefore(before) === 'the' ? '' : 'the ';
    return [
      [1, `${the}${ordinal(day).join(' ')} of`],
      [2, monthOf(match[2] ?? '')],
      ...(match[3] === '' ? [] : [[3, spokenYear(Number(match[3]))] as const]),
    ];
  }),
  ruleOf(`(${MONTH.replace('|Mar|', '|Mar\\.|')}),? (${YEAR})\\b(?!\\s?[-+=])`, (match) => [
    [1, monthOf(match[1] ?? '')],
    [2, spokenYear(Number(match[2]))],
  ]),
);

const LED =
  /^(?:in|since|by|until|till|from|year|ad|ce|of|around|circa|before|after|to|and|about|during|between)$/u;

/** Decades and ranges of years. */
export const years: Rule = firstOf(
  ruleOf(`'(\\d0)s\\b`, (match) => plural(cardinal(Number(match[1]))).join(' ')),
  ruleOf(`((?:1\\d|20)\\d0)'?s\\b`, (match) => plural(spokenYear(Number(match[1])).split(' ')).join(' ')),
  ruleOf(`(\\d0)'?s\\b`, (match, { before }) => {
    const isDecade = /\b(?:the|early|late|mid|his|her|their|my|your|our|and)[ -]$/iu.test(before);
    return isDecade ? plural(cardinal(Number(match[1]))).join(' ') : undefined;
  }),
  ruleOf(`(${YEAR})([-–—/])(${YEAR})\\b`, (match) => [
    [1, spokenYear(Number(match[1]))],
    [3, `${match[2] === '/' ? '' : 'to '}${spokenYear(Number(match[3]))}`],
  ]),
  ruleOf(`(${YEAR})([-–—/])(\\d\\d)(?!\\d|[.,]\\d)`, (match) => [
    [1, spokenYear(Number(match[1]))],
    [3, `${match[2] === '/' ? '' : 'to '}${numberWords(String(Number(match[3]))).join(' ')}`],
  ]),
);

/** A number of four digits that is a year where nothing else claims it. */
export const yearAlone: Rule = ruleOf(`(${YEAR})(?![\\d.,]\\d|\\d|[\\p{L}%°])`, (match, { before }) => {
  const number = Number(match[1]);
  return number >= 1100 || LED.test(wordBefore(before)) ? spokenYear(number) : undefined;
});
