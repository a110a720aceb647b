import { ownAccount as en } from './en/own-account.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { ownAccount as zh } from './zh/own-account.js';

/** The texts of the own account: apart from those that every student loads. */
export type OwnAccountTexts = Translated<typeof en>;

export const useOwnAccountTexts = (): OwnAccountTexts => ({ en, zh })[useLanguage().language];
