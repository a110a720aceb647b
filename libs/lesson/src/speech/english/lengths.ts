import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { NUMBER, numberWords } from './number-words.js';

const said = (number: string): string => numberWords(number).join(' ');
const counted = (number: string, one: string, more: string): string =>
  `${said(number)} ${number === '1' ? one : more}`;

/** After an open quotation mark: what closes behind a number is no inch. */
const isQuoted = (before: string, mark: string): boolean =>
  new RegExp(`(?:^|[\\s(])${mark}(?:(?!\\S${mark}).)*$`, 'u').test(before);
const MEASURED = String.raw`(?=\s?(?:tall|long|wide|high|deep|thick|across|away|by|x|×|below|above)\b)`;
const SIDES: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' };

/** `30° 15′`, `48° N`: minutes and seconds of an angle, and a side of the world. */
const angle = ruleOf(
  String.raw`([-−])?(\d+(?:\.\d+)?)°(?:\s?(\d+)[′'](?:\s?(\d+(?:\.\d+)?)(?:″|”|"|''))?)?\s?([NSEW](?![\p{L}\d]))?`,
  (match) => {
    const [, sign = '', degrees = '', minutes = '', seconds = '', side = ''] = match;
    if (minutes === '' && side === '') return undefined;
    return [
      sign === '' ? '' : 'minus',
      counted(degrees, 'degree', 'degrees'),
      minutes === '' ? '' : counted(minutes, 'minute', 'minutes'),
      seconds === '' ? '' : counted(seconds, 'second', 'seconds'),
      SIDES[side] ?? '',
    ].join(' ');
  },
);

const feetAndInches = ruleOf(
  String.raw`(\d{1,3})[′']\s?(\d{1,2}(?:\.\d+)?)(?:″|”|"|'')?(?![\d'])`,
  ([, feet = '', inches = '']) => `${counted(feet, 'foot', 'feet')} ${counted(inches, 'inch', 'inches')}`,
);
const feet = firstOf(
  ruleOf(String.raw`(\d+)′`, (match) => counted(match[1] ?? '', 'foot', 'feet')),
  ruleOf(String.raw`(\d+)'${MEASURED}`, (match, { before }) =>
    isQuoted(before, "'") ? undefined : counted(match[1] ?? '', 'foot', 'feet'),
  ),
);
/** Sizes: `4' x 8'`. */
const sizes = firstOf(
  ruleOf(String.raw`[x×](?=\s?\d)`, (_, { before }) => (/\d['"′″]\s?$/u.test(before) ? 'by' : undefined)),
  ruleOf(String.raw`(\d+)(['"])`, (match, { before }) => {
    if (!/\d['"]\s?[x×]\s?$/u.test(before)) return undefined;
    return match[2] === "'"
      ? counted(match[1] ?? '', 'foot', 'feet')
      : counted(match[1] ?? '', 'inch', 'inches');
  }),
);
const inches = firstOf(
  ruleOf(`(${NUMBER})″`, (match) => counted(match[1] ?? '', 'inch', 'inches')),
  ruleOf(String.raw`(${NUMBER})"(?=\s?(?:x\b|×|\p{Ll}|TV\b))`, (match, { before }) =>
    isQuoted(before, '"')
      ? undefined
      : counted(match[1] ?? '', 'inch', /\ban? $/iu.test(before) ? 'inch' : 'inches'),
  ),
  ruleOf(String.raw`(${NUMBER})\s?in\b(?:\.(?=\s\p{Ll})|(?=\.$))?(?:${MEASURED}|(?=\.?$))`, (match) =>
    counted(match[1] ?? '', 'inch', 'inches'),
  ),
);

/** Lengths and angles that are written with strokes, and inches. */
export const length: Rule = ({ text, language }, at) =>
  /[\p{L}\p{N}.]$/u.test(text.slice(0, at))
    ? undefined
    : firstOf(angle, feetAndInches, sizes, feet, inches)({ text, language }, at);
