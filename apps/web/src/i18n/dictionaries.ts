import { en } from './en.js';
import type { Texts } from './texts.js';

export type Language = 'en' | 'zh';

/** English is in every page; another language is loaded by those who read it. */
const loaded = new Map<Language, Texts>([['en', en]]);
const loaders: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  zh: async () => (await import('./zh.js')).zh,
};

/** Resolves when the texts of a language are here. Rejects where they cannot be loaded. */
export async function loadLanguage(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, await loaders[language]());
}

/** The texts of a language that was loaded. */
export const textsOf = (language: Language): Texts | undefined => loaded.get(language);
