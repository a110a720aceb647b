import { safeLanguage } from './language-tag.js';

/** Names of countries, languages and large cities in a language, in small letters. */
const namesByLanguage = new Map<string, ReadonlySet<string>>();

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** Every code of two letters that names a country or a language. */
const codes = LETTERS.flatMap((a) => LETTERS.map((b) => a + b));

function namesIn(language: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined) => {
    if (name === undefined) return;
    for (const word of name.toLowerCase().split(/[\s-]+/)) names.add(word);
  };
  const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const languages = new Intl.DisplayNames(language, { type: 'language', fallback: 'none' });
  for (const code of codes) {
    add(regions.of(code));
    add(languages.of(code.toLowerCase()));
  }
  for (const zone of Intl.supportedValuesOf('timeZone')) add(zone.split('/').at(-1)?.replaceAll('_', ' '));
  return names;
}

/** Whether a word, in small letters, is the name of a country, a language or a large city. */
export function isKnownName(word: string, language: string): boolean {
  const tag = safeLanguage(language);
  const names = namesByLanguage.get(tag) ?? namesIn(tag);
  namesByLanguage.set(tag, names);
  return names.has(word);
}
