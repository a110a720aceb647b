import { safeLanguage } from './language-tag.js';

const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)));
const firsts = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));
const known = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();

function read(language: string): ReadonlyMap<string, ReadonlySet<string>> {
  const short = new Map<string, Set<string>>();
  const note = (dates: readonly Date[], part: 'weekday' | 'month') => {
    const name = (date: Date, style: 'long' | 'short') =>
      new Intl.DateTimeFormat(language, { [part]: style, timeZone: 'UTC' })
        .format(date)
        .toLowerCase()
        .replace(/\.$/, '');
    for (const date of dates) {
      const long = name(date, 'long');
      short.set(long, new Set([name(date, 'short'), long.slice(0, 3), long.slice(0, 4)]));
    }
  };
  note(days, 'weekday');
  note(firsts, 'month');
  return short;
}

/** Whether somebody wrote the name of a day or month in short: `Tue`, `Sept`. */
export function isShortFor(typed: string, meant: string, language: string): boolean {
  const tag = safeLanguage(language);
  const names = known.get(tag) ?? read(tag);
  known.set(tag, names);
  return typed.length >= 3 && names.get(meant)?.has(typed) === true;
}
