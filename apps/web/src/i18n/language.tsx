import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readSetting, writeSetting } from '../browser/settings.js';
import { type Language, loadLanguage, textsOf } from './dictionaries.js';
import { en } from './en.js';
import type { Texts } from './texts.js';

export const languages: readonly { value: Language; label: string; tag: string }[] = [
  { value: 'en', label: 'English', tag: 'en' },
  { value: 'zh', label: '中文', tag: 'zh-CN' },
];

type Spoken = { language: Language; tag: string; texts: Texts; setLanguage: (language: Language) => void };

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
  const [language, choose] = useState(() => (textsOf(wanted()) ? wanted() : 'en'));
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      tag: tagOf(language),
      texts: textsOf(language) ?? en,
      setLanguage: (chosen) => {
        writeSetting('language', chosen);
        void change(chosen, choose);
      },
    }),
    [language],
  );
  useEffect(() => {
    const follow = () => void change(wanted(), choose);
    addEventListener('storage', follow); // another tab of this browser has chosen
    return () => removeEventListener('storage', follow);
  }, []);
  useEffect(() => {
    document.documentElement.lang = spoken.tag;
  }, [spoken]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

/** A page that has lost its server stays in the language that it has. */
async function change(language: Language, choose: (language: Language) => void): Promise<void> {
  await loadLanguage(language).then(
    () => choose(language),
    () => undefined,
  );
}

export function useLanguage(): Spoken {
  const spoken = useContext(SpokenContext);
  if (!spoken) throw new Error('a page is rendered outside of LanguageProvider');
  return spoken;
}

export const useTexts = (): Texts => useLanguage().texts;
