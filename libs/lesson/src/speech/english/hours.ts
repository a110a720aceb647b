import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { numberWords } from './number-words.js';

const said = (number: string): string => numberWords(number).join(' ');

const DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DAY = String.raw`(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?`;
const MONTH = String.raw`(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`;
const NAME = String.raw`(?<![\p{L}\d])(?:${DAY}|${MONTH})\.?(?![\p{L}\d])`;
const longName = (short: string): string =>
  [...DAYS, ...MONTHS].find((name) => name.startsWith(short.toLowerCase().replace(/\.$/u, '').slice(0, 4))) ??
  short.toLowerCase();

/** `Mon-Fri`, `June–August`; and short names in a row: `Mon, Wed and Fri`. */
const calendar: Rule = firstOf(
  ruleOf(String.raw`(${NAME})\s?([-–—])\s?(${NAME})`, ([, from = '', , to = '']) => [
    [1, longName(from)],
    [3, `to ${longName(to)}`],
  ]),
  ruleOf(String.raw`(${DAY})(?![\p{L}\d])(?=(?:,|/|,? and|,? or) ?${DAY}(?![\p{L}\d]))`, ([, day = '']) =>
    longName(day),
  ),
  ruleOf(String.raw`/(${DAY})(?![\p{L}\d])`, ([, day = ''], { before }) =>
    new RegExp(`${DAY}$`, 'u').test(before) ? `and ${longName(day)}` : undefined,
  ),
  ruleOf(String.raw`(?<=${DAY}(?:,|/|,? and|,? or) ?)(${DAY})(?![\p{L}\d])`, ([, day = '']) => longName(day)),
);

/** When something is open or at work. */
const OPEN =
  /\b(?:open(?:s|ed|ing)?|hours?|available|work(?:s|ed|ing)?(?! out)|shifts?|lunch|break|office|daily|weekdays?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|fri|sat|sun))\b[^.!?=]{0,30}$/iu;
const OPEN_AFTER =
  /^ (?:(?:every|each) |on )?(?:job|shift|work(?:er|day)?|schedule|o'clock|daily|days?|weekdays?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/iu;

const openingHours = ruleOf(
  String.raw`([1-9]|1\d|2[0-4])\s?[-–—]\s?([1-9]|1\d|2[0-4])(?![\d:]|[.,]\d|\s?[-+=×÷*/^<>%°]|[\p{L}])`,
  (match, { before, after }) => {
    if (/[-+=×÷*/^<>(\d]\s?$/u.test(before)) return undefined;
    if (!OPEN.test(before) && !OPEN_AFTER.test(after)) return undefined;
    return [
      [1, said(match[1] ?? '')],
      [2, `to ${said(match[2] ?? '')}`],
    ];
  },
);

/** The dash of `10:00–18:30` and `9 am – 5 pm`. */
const until = ruleOf(String.raw`[-–—]\s?(?=\d{1,2}(?:[:.][0-5]\d|\s?[ap]\.?m\b))`, (_, { before }) =>
  /\d(?:[:.][0-5]\d|\s?[ap]\.?m\.?)\s?$/iu.test(before) || /\d:\d\d\s?$/u.test(before) ? 'to' : undefined,
);

/** Days and hours from one to another. */
export const hours: Rule = firstOf(calendar, openingHours, until);
