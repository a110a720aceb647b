import { digitsForChinese } from './chinese-numbers.js';
import { digitsForWords } from './number-words.js';

/** A time of day: minutes after midnight or noon, and which of the two where it was said. */
export type ClockTime = { readonly minutes: number; readonly half: 'am' | 'pm' | undefined };

const HALF_DAY = 720;

const time = (hour: number, minute: number, half?: 'am' | 'pm'): ClockTime | undefined => {
  if (hour > 24 || minute > 59 || (half !== undefined && hour > 12 && half === 'am')) return undefined;
  const late = hour > 12 && hour < 24 ? 'pm' : hour === 0 || hour === 24 ? 'am' : half;
  return { minutes: (((hour * 60 + minute) % HALF_DAY) + HALF_DAY) % HALF_DAY, half: late };
};

const halfOf = (text: string): 'am' | 'pm' | undefined => {
  if (/\b[ap]\.?\s?m\b/.test(text)) return /\ba\.?\s?m\b/.test(text) ? 'am' : 'pm';
  if (/\bin the morning\b|上午|早上|凌晨|清晨|morgens|du matin|de la mañana/.test(text)) return 'am';
  if (
    /\b(?:in the (?:afternoon|evening)|at night)\b|下午|晚上|傍晚|nachmittags|abends|du soir|de la tarde/.test(
      text,
    )
  )
    return 'pm';
  return undefined;
};

const germanHours = 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');
const germanHour = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : germanHours.indexOf(word === 'ein' ? 'eins' : word);

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(
      /\b(?:at|about|it is|it's|um|es ist|at around|o'clock|uhr|am|pm|a\.m\.?|p\.m\.?|in the (?:morning|afternoon|evening)|at night|sharp|exactly)(?=\s|$|[.,!])/g,
      ' ',
    )
    .replace(/(?<=\d)\s?[ap]m\b/g, ' ')
    .replace(/上午|早上|凌晨|清晨|下午|晚上|傍晚|中午|是|在/g, ' ')
    .replace(/[.!。\s]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();

type Reader = readonly [RegExp, (groups: readonly string[]) => ClockTime | undefined];

const readers: readonly Reader[] = [
  [/^(\d{1,2}):(\d{2})(?::00)?$/, ([h, m]) => time(Number(h), Number(m))],
  [/^(\d{1,2})\.(\d{2})$/, ([h, m]) => time(Number(h), Number(m))],
  [/^(?:1\/2|half) past (\d{1,2})$/, ([h]) => time(Number(h), 30)],
  [/^half (\d{1,2})$/, ([h]) => time(Number(h), 30)],
  [/^(?:a )?(?:1\/4|quarter) (?:past|after) (\d{1,2})$/, ([h]) => time(Number(h), 15)],
  [/^(?:a )?(?:1\/4|quarter) (?:to|before|of) (\d{1,2})$/, ([h]) => time(Number(h) + 11, 45)],
  [/^(\d{1,2})(?: minutes?)? (?:past|after) (\d{1,2})$/, ([m, h]) => time(Number(h), Number(m))],
  [/^(\d{1,2})(?: minutes?)? (?:to|before) (\d{1,2})$/, ([m, h]) => time(Number(h) + 11, 60 - Number(m))],
  [/^(\d{1,2}) (\d{2})$/, ([h, m]) => time(Number(h), Number(m))],
  [/^(\d{1,2})[点时](?:钟|整)?$/, ([h]) => time(Number(h), 0)],
  [/^(\d{1,2})[点时]半$/, ([h]) => time(Number(h), 30)],
  [/^(\d{1,2})[点时](?:过)?(\d{1,2})分?$/, ([h, m]) => time(Number(h), Number(m))],
  [/^(\d{1,2})[点时]([13])刻$/, ([h, q]) => time(Number(h), Number(q) * 15)],
  [/^差(\d{1,2})分(?:钟)?(?:到)?(\d{1,2})[点时]$/, ([m, h]) => time(Number(h) + 11, 60 - Number(m))],
  [/^差1刻(?:到)?(\d{1,2})[点时]$/, ([h]) => time(Number(h) + 11, 45)],
  [/^(\d{1,2})[点时]差(\d{1,2})分$/, ([h, m]) => time(Number(h) + 11, 60 - Number(m))],
  [/^halb (\p{L}+|\d+)$/u, ([h = '']) => (germanHour(h) < 0 ? undefined : time(germanHour(h) + 11, 30))],
  [
    /^viertel (nach|vor) (\p{L}+|\d+)$/u,
    ([side, h = '']) =>
      germanHour(h) < 0
        ? undefined
        : time(germanHour(h) + (side === 'vor' ? 11 : 0), side === 'vor' ? 45 : 15),
  ],
  [/^(\d{1,2})\s?h(?:eures?)?\s?(\d{2})$/, ([h, m]) => time(Number(h), Number(m))],
];

const hourAlone: Reader = [/^(\d{1,2})$/, ([h]) => time(Number(h), 0)];

/** The time that a whole text says; undefined where it says anything else. A bare number is one only with `o'clock`. */
export function readTime(text: string): ClockTime | undefined {
  const half = halfOf(text.toLowerCase());
  const isHour = half !== undefined || /o'clock|uhr/i.test(text);
  const isDecimal = /^\s*\d{1,2}\.\d{2}\s*$/.test(text);
  const words = plain(digitsForWords(digitsForChinese(text.replace(/(\d)\.(?=\d{2}\b)/g, '$1:'))));
  const digits = isDecimal ? plain(text) : words;
  for (const [pattern, read] of isHour ? [...readers, hourAlone] : readers) {
    const found = pattern.exec(digits);
    const clock = found === null ? undefined : read(found.slice(1));
    if (clock !== undefined) return { ...clock, half: clock.half ?? half };
  }
  return undefined;
}

/** Whether two times can be the same moment of a day: where neither says morning or evening, they can. */
export const sameTime = (a: ClockTime, b: ClockTime): boolean =>
  a.minutes === b.minutes && (a.half === undefined || b.half === undefined || a.half === b.half);
