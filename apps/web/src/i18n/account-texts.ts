import { accounts as en } from './en/accounts.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { accounts as zh } from './zh/accounts.js';

/** The texts about accounts: apart from those that every student loads. */
export type AccountTexts = Translated<typeof en>;

export const useAccountTexts = (): AccountTexts => ({ en, zh })[useLanguage().language];
