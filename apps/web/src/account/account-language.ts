import type { Account } from '@lockstep/contracts';
import { languages, useLanguage } from '../i18n/language.js';

/** Shows the pages in the language of an account, where one was chosen and is known here. */
export function useLanguageOf(): (account: Account) => void {
  const { setLanguage } = useLanguage();
  return ({ language }) => {
    const chosen = languages.find(({ value }) => value === language);
    if (chosen) setLanguage(chosen.value);
  };
}
