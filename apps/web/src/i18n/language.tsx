import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readSetting, writeSetting } from '../browser/settings.js';
import { en } from './en.js';
import type { Texts } from './texts.js';
import { zh } from './zh.js';

export type Language = 'en' | 'zh';

export const languages: readonly { value: Language; label: string; tag: string; texts: Texts }[] = [
  { value: 'en', label: 'English', tag: 'en', texts: en },
  { value: 'zh', label: '中文', tag: 'zh-CN', texts: zh },
];

type Spoken = { language: Language; tag: string; texts: Texts; setLanguage: (language: Language) => void };

const entryOf = (language: Language) => languages.find(({ value }) => value === language) ?? languages[0];

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

const SpokenContext = createContext<Spoken | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState(() => preferredLanguage(readSetting('language'), navigator.languages));
  const spoken = useMemo<Spoken>(() => {
    const entry = entryOf(language);
    return {
      language,
      tag: entry?.tag ?? 'en',
      texts: entry?.texts ?? en,
      setLanguage: (chosen) => {
        writeSetting('language', chosen);
        choose(chosen);
      },
    };
  }, [language]);
  useEffect(() => {
    const follow = () => choose(preferredLanguage(readSetting('language'), navigator.languages));
    addEventListener('storage', follow); // another tab of this browser has chosen
    return () => removeEventListener('storage', follow);
  }, []);
  useEffect(() => {
    document.documentElement.lang = spoken.tag;
  }, [spoken]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

export function useLanguage(): Spoken {
  const spoken = useContext(SpokenContext);
  if (!spoken) throw new Error('a page is rendered outside of LanguageProvider');
  return spoken;
}

export const useTexts = (): Texts => useLanguage().texts;
