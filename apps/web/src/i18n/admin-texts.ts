import { admin as en } from './en/admin.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { admin as zh } from './zh/admin.js';

/** The texts of admins' pages: apart from those that every student loads. */
export type AdminTexts = Translated<typeof en>;

export const useAdminTexts = (): AdminTexts => ({ en, zh })[useLanguage().language];
