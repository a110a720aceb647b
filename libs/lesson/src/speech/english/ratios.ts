import { firstOf, type Rule, ruleOf } from '../said-word.js';
import {
  cardinal,
  fractionWords,
  mixedWords,
  NUMBER,
  numberWords,
  ordinal,
  plural,
  vulgarFraction,
  year,
} from './number-words.js';

const said = (number: string | undefined): string => numberWords(number ?? '').join(' ');
const near = (before: string, after: string): string => `${before.slice(-50)} ${after.slice(0, 25)}`;

const RATIO = /\b(?:ratio|scale|proportion|odds|mix(?:ed|ture)?|map)\b/iu;
/** What is done with a ratio. */
const COMPARED =
  /\b(?:simplif(?:y|ied)|equivalent to|divided? in|shared? in|parts?|score|odds)\b(?!.*\bat\s*$)/iu;
const RESULT =
  /\b(?:won|win|wins|lost|lose|beat|beats|drew|draw|defeat(?:ed)?|victory|result|ended|finished|leads?|leading|led|final|scoreline|match|game)\b/iu;
/** A 4-0 win. */
const RESULT_AFTER =
  /^ (?:home |away )?(?:win|victory|lead|loss|defeat|draw|tie|score|result|scoreline|final)\b/iu;
const MARK =
  /\b(?:got|gets?|scored?|mark(?:ed|s)?|graded?|rated?|rating|points|answers|correct|right|stars)\b/iu;

function clock(hours: number, minutes: number): string {
  if (minutes === 0) return [...cardinal(hours), hours >= 1 && hours <= 12 ? "o'clock" : 'hundred'].join(' ');
  return [...cardinal(hours), ...(minutes < 10 ? ['oh'] : []), ...cardinal(minutes)].join(' ');
}

const HALF = String.raw`(?:\s?([ap])\.?m\b\.?)?`;
const halfOfDay = (letter = ''): string =>
  letter === '' ? '' : letter.toLowerCase() === 'a' ? ' ay m' : ' p m';

/** `3:30 p.m.`, `18:45`, `5 pm`. */
export const time: Rule = firstOf(
  ruleOf(
    `([01]?\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d))?(?![:\\d/])${HALF}`,
    (match, { before, after }) => {
      const isRatio = RATIO.test(near(before, after)) || COMPARED.test(before.slice(-40));
      if (isRatio || RESULT.test(before.slice(-30))) return undefined;
      const [, hours, minutes, , half = ''] = match;
      const whole =
        half !== '' && Number(minutes) === 0 ? said(hours) : clock(Number(hours), Number(minutes));
      return whole + halfOfDay(half);
    },
    'i',
  ),
  ruleOf(
    `(1[0-2]|[1-9])(?:\\.([0-5]\\d))?\\s?([ap])\\.?m\\b\\.?`,
    (match) => {
      const [, hours, minutes = '', half] = match;
      return (minutes === '' ? said(hours) : clock(Number(hours), Number(minutes))) + halfOfDay(half);
    },
    'i',
  ),
);

/** `3:2`, `3:2:1`, `1:1000`, and results of games. */
export const ratio: Rule = firstOf(
  ruleOf(`(${NUMBER})\\s?:\\s?(${NUMBER})(?:\\s?:\\s?(${NUMBER}))?(?![:\\d])`, (match) => [
    [1, said(match[1])],
    [2, `to ${said(match[2])}`],
    ...(match[3] === '' ? [] : [[3, `to ${said(match[3])}`] as const]),
  ]),
  ruleOf(
    `(\\d{1,3})[-–—](\\d{1,3})(?![-–—\\d.,]\\d|[\\p{L}\\d%°/]|\\s?[=+*×÷])`,
    (match, { before, after }) =>
      RESULT.test(before.slice(-50)) || RESULT_AFTER.test(after) || /\bscores?\b/iu.test(near(before, after))
        ? [
            [1, said(match[1])],
            [2, said(match[2])],
          ]
        : undefined,
  ),
);

/** `7/10` of a test. */
export const mark: Rule = firstOf(
  ruleOf('24/7\\b', () => 'twenty four seven'),
  ruleOf('20/20(?= (?:vision|eyesight|hindsight)\\b)', () => 'twenty twenty'),
  ruleOf(`(\\d{1,3})/(\\d{1,3})(?![\\d/\\p{L}]|\\s?[-=+*×÷/])`, (match, { before, after }) => {
    const [, got = '', of = ''] = match;
    const isMark = MARK.test(before.slice(-40)) || /^\s(?:right|correct|points|marks)\b/u.test(after);
    const isFull = got === of && Number(of) > 1 && !/[-=+*×÷]\s?$/u.test(before);
    return (isMark && Number(of) >= 3 && Number(got) <= Number(of) && !/^ of\b/u.test(after)) || isFull
      ? `${said(got)} out of ${said(of)}`
      : undefined;
  }),
);

/** `3/4`, `2 3/4`, `2½`. */
export const fraction: Rule = firstOf(
  ruleOf('([-−])?(?:(\\d+) )?(\\d{1,6})[/⁄](\\d{1,6})(?![\\d/\\p{L}]|\\.\\d)', (match) => {
    const [, sign = '', whole = '', above = '', below = ''] = match;
    const minus = sign === '' ? '' : 'minus ';
    if (Number(below) === 0) return undefined;
    if (whole !== '') return minus + mixedWords(whole, Number(above), Number(below));
    return minus + fractionWords(Number(above), Number(below)).join(' ');
  }),
  ruleOf('([-−])?(?:(\\d+)\\s?)?([¼-¾⅐-⅞])', (match) => {
    const [, sign = '', whole = '', char = ''] = match;
    const part = vulgarFraction(char);
    if (part === undefined) return undefined;
    const minus = sign === '' ? '' : 'minus ';
    return minus + (whole === '' ? fractionWords(...part).join(' ') : mixedWords(whole, ...part));
  }),
);

const digitByDigit = (text: string): string =>
  [...text]
    .flatMap((char) => (char === '+' ? ['plus'] : /\d/u.test(char) ? cardinal(Number(char)) : []))
    .join(' ');
const CALL =
  /\b(?:call|dial|ring|phone|tel|telephone|fax|text|hotline|mobile|contact|whatsapp|number is|number's|number:|numbers are|reach (?:me|us|him|her|them)(?: at| on)?)\b[^.!?]{0,25}$/iu;

/** Telephone numbers: digit by digit, whatever parts them. */
export const phone: Rule = firstOf(
  ruleOf(String.raw`\+\d[\d ()-]{5,20}\d(?!\d|[-.,]\d)`, (match) =>
    (match[0] ?? '').replace(/\D/gu, '').length >= 7 ? digitByDigit(match[0] ?? '') : undefined,
  ),
  ruleOf(String.raw`(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-.]\d{4}(?!\d|[-.,]\d)`, (match) =>
    digitByDigit(match[0] ?? ''),
  ),
  ruleOf(String.raw`\d{3}-\d{4}(?!\d|[-.,]\d|\s?[=+*×÷])`, (match, { before }) => {
    const isRange = /\d00-\d000/u.test(match[0] ?? '') && !CALL.test(before);
    return isRange ? undefined : digitByDigit(match[0] ?? '');
  }),
  ruleOf(String.raw`0\d{2,4}(?:[ /-]\d{2,8}){1,4}(?!\d|[-.,]\d)`, (match) => digitByDigit(match[0] ?? '')),
  ruleOf(String.raw`\d{2,4}(?:[ /-]?\d{2,4}){0,5}(?!\d|[-.,]\d)`, (match, { before }) => {
    const isShort = /^(?:911|112|999|110|119|120|000|101|111|988)$/u.test(match[0] ?? '');
    return CALL.test(before) && (isShort || (match[0] ?? '').replace(/\D/gu, '').length >= 5)
      ? digitByDigit(match[0] ?? '')
      : undefined;
  }),
);

const TIMES =
  '(?= (?:as|faster|slower|more|less|the|bigger|larger|smaller|longer|shorter|higher|better|zoom|speed|magnification|[a-z]+er)\\b)';

/** `3x faster`, `10k`, `1.5M views`, `50-50`. */
export const multiple: Rule = firstOf(
  ruleOf(`(${NUMBER})M(?= \\p{Ll})`, (match) => `${said(match[1])} million`),
  ruleOf('(\\d{1,2})-(\\1)(?![\\d-]|\\s?[=+])', (match) => [
    [1, said(match[1])],
    [2, said(match[2])],
  ]),
  ruleOf(`(${NUMBER})[x×]${TIMES}`, (match) => `${said(match[1])} times`),
  ruleOf(
    `(${NUMBER})(k|bn)(?![\\p{L}\\d])`,
    (match) => `${said(match[1])} ${match[2] === 'bn' ? 'billion' : 'thousand'}`,
  ),
);

/** Ordinals and ranges. */
export const counted: Rule = firstOf(
  ruleOf('(\\d{1,3})(?:st|nd|rd|th)\\s?[-–—]\\s?(\\d{1,3})(?:st|nd|rd|th)(?![\\p{L}\\d])', (match) => [
    [1, ordinal(Number(match[1])).join(' ')],
    [2, `to ${ordinal(Number(match[2])).join(' ')}`],
  ]),
  ruleOf('(\\d{1,3}(?:,\\d{3})*|\\d+)(?:st|nd|rd|th)(?![\\p{L}\\d])', (match) =>
    ordinal(Number((match[1] ?? '').replace(/,/gu, ''))).join(' '),
  ),
  ruleOf(`(${NUMBER})(\\s?[–—]\\s?|-)(${NUMBER})(?![\\d/]|[.,]\\d|\\s?=)`, (match) => {
    const [, from = '', dash = '', to = ''] = match;
    const isRange =
      dash.trim() !== '-' || Number(from.replace(/[^\d.]/gu, '')) < Number(to.replace(/[^\d.]/gu, ''));
    return isRange
      ? [
          [1, said(from)],
          [3, `to ${said(to)}`],
        ]
      : undefined;
  }),
  ruleOf('((?:1[1-9]|20)\\d\\d)s\\b', (match) => plural(year(Number(match[1]))).join(' ')),
);

/** A number and nothing more. A list without spaces is a list: `1,2,3`. */
export const number: Rule = firstOf(
  ruleOf('\\d{1,3}(?:\\.\\d{1,3}){2,}(?![\\d\\p{L}])', (match) =>
    (match[0] ?? '').split('.').map(said).join(' point '),
  ),
  ruleOf('\\d{1,2}(?:,\\d{1,2}){2,}(?![\\d.])', (match) => (match[0] ?? '').split(',').map(said).join(' ')),
  ruleOf(`([-−+±])?(${NUMBER})(?![\\d\\p{L}^⁰-⁹]|[.,:/]\\d)`, (match) => {
    const sign = { '+': 'plus', '±': 'plus or minus', '-': 'minus', '−': 'minus' }[match[1] ?? ''] ?? '';
    return `${sign} ${said(match[2])}`;
  }),
  ruleOf(
    '(\\d+),(\\d{1,2})(?![\\d\\p{L}])',
    (match) => `${said(match[1])} point ${(match[2] ?? '').replace(/\d/gu, (digit) => `${said(digit)} `)}`,
  ),
);
