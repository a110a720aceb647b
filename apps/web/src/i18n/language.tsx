import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readSetting, writeSetting } from '../browser/settings.js';
import { type Language, loadLanguage, textsOf } from './dictionaries.js';
import { en } from './en.js';
import type { Texts } from './texts.js';

export const languages: readonly { value: Language; label: string; tag: string }[] = [
  { value: 'en', label: 'English', tag: 'en' },
  { value: 'zh', label: '中文', tag: 'zh-CN' },
];

/** `chosen` is the language that is asked for, `language` the one that is shown until its texts are here. */
type Spoken = {
  chosen: Language;
  language: Language;
  tag: string;
  texts: Texts;
  setLanguage: (language: Language) => void;
};

const tagOf = (language: Language): string => languages.find(({ value }) => value === language)?.tag ?? 'en';

const isLanguage = (value: string | null): value is Language => languages.some((one) => one.value === value);

/** The stored choice, else the first language of the browser that we speak. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  for (const tag of browser) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

const wanted = (): Language => preferredLanguage(readSetting('language'), navigator.languages);

/** Loads the language in which the page will be shown. Where that fails, the page is in English. */
export const loadPreferredLanguage = (): Promise<void> => loadLanguage(wanted()).catch(() => undefined);

const SpokenContext = createContext<Spoken | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, show] = useState(() => (textsOf(wanted()) ? wanted() : 'en'));
  const [chosen, choose] = useState(language);
  const spoken = useMemo<Spoken>(
    () => ({
      chosen,
      language,
      tag: tagOf(language),
      texts: textsOf(language) ?? en,
      setLanguage: (value) => {
        writeSetting('language', value);
        choose(value);
      },
    }),
    [chosen, language],
  );
  useEffect(() => {
    let current = true;
    loadLanguage(chosen).then(
      () => current && show(chosen),
      () => current && choose(language), // a page that has lost its server stays in the language that it has
    );
    return () => void (current = false);
  }, [chosen, language]);
  useEffect(() => {
    const follow = () => choose(wanted()); // another tab of this browser has chosen
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);
  useEffect(() => {
    document.documentElement.lang = spoken.tag;
  }, [spoken.tag]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

export function useLanguage(): Spoken {
  const spoken = useContext(SpokenContext);
  if (!spoken) throw new Error('a page is rendered outside of LanguageProvider');
  return spoken;
}

export const useTexts = (): Texts => useLanguage().texts;
