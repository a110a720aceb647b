import { plainText } from '@lockstep/lesson';
import { readTime, sameTime } from '../text/clock.js';
import { readDates, sameDate } from '../text/dates.js';
import { type ExactContext, type ExactKind, unwrapped } from './context.js';

const asksForTime =
  /\b(?:what time|when|clock|o'clock|wie spät|wann|quelle heure|qué hora)\b|几点|时间|什么时候/i;
const asksForDate =
  /\b(?:date|which day|what day|when|datum|wann|quand|fecha|cuándo)\b|哪一?天|几月几[日号]|日期|什么时候/i;
const saysTime =
  /[:点时刻]|\b(?:past|quarter|o'clock|uhr|halb|viertel|am|pm|a\.m|p\.m)\b|\d\s?[ap]m\b|\d\s?h\s?\d/i;

const prompt = ({ question }: ExactContext): string => plainText(question.prompt);

/** Only the time of an answer around it: `It starts at half past three`. */
const timeIn = (answer: string) => {
  const plain = unwrapped(answer);
  return readTime(plain) ?? readTime(/.*(?:\bat|\bis|\bum|在|是)\s?(.+)$/i.exec(plain)?.[1] ?? '');
};

export const times: ExactKind = {
  name: 'time',
  isKey: (accepted, context) =>
    !/^\d+$/.test(accepted) &&
    (saysTime.test(accepted) || asksForTime.test(prompt(context))) &&
    readTime(accepted) !== undefined,
  judge(accepted, answer) {
    const key = readTime(accepted);
    const given = timeIn(answer);
    if (key === undefined || given === undefined) return undefined;
    return sameTime(key, given) ? 'right' : 'wrong';
  },
};

/** The date of an answer; a year is one only among other words. */
const datesIn = (answer: string, language: string) => {
  const plain = unwrapped(answer);
  const whole = readDates(plain, language);
  return whole.length > 0
    ? whole
    : readDates(/.*(?:\bon|\bis|\bam|\ble|是)\s?(.+)$/i.exec(plain)?.[1] ?? '', language);
};

export const dates: ExactKind = {
  name: 'date',
  isKey: (accepted, context) =>
    (/\p{Script=Latin}{3}|月|\d{4}[-/.]\d/u.test(accepted) || asksForDate.test(prompt(context))) &&
    readDates(accepted, context.language).length > 0,
  judge(accepted, answer, { question, language }) {
    const keys = readDates(accepted, language);
    const given = datesIn(answer, language);
    if (given.length === 0) return undefined;
    const fitting = given.filter((one) => keys.some((key) => sameDate(key, one)));
    if (fitting.length === 0) return 'wrong';
    if (fitting.length < given.length) return 'unclear';
    // the year may be said in the question
    const year = keys[0]?.year;
    const isWithoutYear = year !== undefined && fitting.every((one) => one.year === undefined);
    return isWithoutYear && !prompt({ question, language }).includes(String(year)) ? 'partly' : 'right';
  },
};

/** `1939`, answered with a whole date of that year. */
export const years: ExactKind = {
  name: 'year',
  isKey: (accepted) => /^\d{3,4}$/.test(accepted.trim()),
  judge(accepted, answer, { language }) {
    const [date] = datesIn(answer, language);
    if (date?.year === undefined) return undefined;
    return String(date.year) === accepted.trim() ? 'right' : 'wrong';
  },
};
