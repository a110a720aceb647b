import { sharing as en } from './en/sharing.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { sharing as zh } from './zh/sharing.js';

/** The texts of shared lessons: apart from those that every student loads. */
export type SharingTexts = Translated<typeof en>;

export const useSharingTexts = (): SharingTexts => ({ en, zh })[useLanguage().language];
