import { digitsForChinese } from './chinese-numbers.js';
import { safeLanguage } from './language-tag.js';

/** A day of the year, perhaps of a certain one. */
export type CalendarDate = {
  readonly day: number;
  readonly month: number;
  readonly year: number | undefined;
};

const FIRST_DAYS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));

function monthNames(language: string): Map<string, number> {
  const names = new Map<string, number>();
  for (const tag of [safeLanguage(language), 'en'])
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(tag, { month: style, timeZone: 'UTC' });
      for (const [month, day] of FIRST_DAYS.entries())
        names.set(format.format(day).toLowerCase().replace(/\.$/, ''), month + 1);
    }
  return names.set('sept', 9);
}

const months = new Map<string, Map<string, number>>();
function monthOf(word: string, language: string): number | undefined {
  const known = months.get(language) ?? monthNames(language);
  months.set(language, known);
  return known.get(word);
}

const ordinalWords =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );

const ordinalValues = new Map([
  ...ordinalWords.map((word, index): [string, number] => [word, index + 1]),
  ['thirtieth', 30],
]);

/** `first`, `twenty-fifth` in small letters to `1`, `25`, or as a caller writes them. */
export const ordinalWordsAs = (text: string, written: (value: number) => string): string =>
  text
    .replace(/\b(twenty|thirty)[ -](\p{L}+)\b/gu, (all: string, tens: string, one: string) => {
      const value = ordinalValues.get(one);
      return value === undefined || value > 9 ? all : written((tens === 'twenty' ? 20 : 30) + value);
    })
    .replace(/\b\p{L}+\b/gu, (word) => {
      const value = ordinalValues.get(word);
      return value === undefined ? word : written(value);
    });

/** `1st`, `the first`, `twenty-fifth` to digits. */
export const ordinalsAsDigits = (text: string): string =>
  ordinalWordsAs(text, String).replace(/\b(\d+)(?:st|nd|rd|th)\b/g, '$1');

const endingOf = (value: number): string =>
  Math.floor(value / 10) === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
const isOrdinal = (text: string): boolean => /\b\d+(?:st|nd|rd|th)\b/i.test(text);

/** `third` as `3rd`, where an accepted answer is written so. */
export const ordinalsAsKey = (text: string, accept: readonly string[]): string =>
  accept.some(isOrdinal)
    ? ordinalWordsAs(text.toLowerCase(), (value) => `${String(value)}${endingOf(value)}`)
    : text;

const isDate = ({ day, month }: CalendarDate): boolean =>
  Number.isInteger(day) &&
  Number.isInteger(month) &&
  day >= 1 &&
  month >= 1 &&
  month <= 12 &&
  day <= new Date(Date.UTC(2024, month, 0)).getUTCDate();

const year = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** `7/4` by the habit of the language: the day first but in American English and Chinese; `en` alone may be either. */
function bySlashes(a: number, b: number, y: number | undefined, language: string): CalendarDate[] {
  const dayFirst = { day: a, month: b, year: y };
  const monthFirst = { day: b, month: a, year: y };
  if (/^(?:zh|ja|ko)\b|^en-us\b/i.test(language)) return [monthFirst];
  return /^en$/i.test(language) ? [dayFirst, monthFirst] : [dayFirst];
}

function readings(text: string, language: string): CalendarDate[] {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso !== null) return [{ day: Number(iso[3]), month: Number(iso[2]), year: year(iso[1]) }];
  const chinese = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?$/.exec(text);
  if (chinese !== null)
    return [{ day: Number(chinese[3]), month: Number(chinese[2]), year: year(chinese[1]) }];
  const slashes = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?\.?$/.exec(text);
  if (slashes !== null) return bySlashes(Number(slashes[1]), Number(slashes[2]), year(slashes[3]), language);
  const dayFirst = /^(?:the )?(\d{1,2})\.? (?:of |de |du )?(\p{L}+)\.?(?:,? (?:of |de )?(\d{4}))?$/u.exec(
    text,
  );
  const monthFirst = /^(\p{L}+)\.? (?:the )?(\d{1,2})(?:,? (\d{4}))?$/u.exec(text);
  const [, first, second, third] = dayFirst ?? monthFirst ?? [];
  if (first === undefined || second === undefined) return [];
  const month = monthOf(dayFirst === null ? first : second, language);
  if (month === undefined) return [];
  return [{ day: Number(dayFirst === null ? second : first), month, year: year(third) }];
}

/**
 * The dates that a whole text may say: two where day and month could be exchanged and the language does not tell.
 * @param language BCP 47, of the lesson
 */
export function readDates(text: string, language: string): readonly CalendarDate[] {
  const plain = ordinalsAsDigits(digitsForChinese(text).toLowerCase())
    .replace(/^(?:it is|it's|on|am|le|el|the date is|是)\s?/, '')
    .replace(/[.!\s]+$/, '')
    .replace(/,(?=\s)/g, '')
    .replace(/\s+/g, ' ');
  return readings(plain, language).filter(isDate);
}

/** Whether they are the same day; a year that only one of them names does not matter. */
export const sameDate = (a: CalendarDate, b: CalendarDate): boolean =>
  a.day === b.day &&
  a.month === b.month &&
  (a.year === undefined || b.year === undefined || a.year === b.year);
