import { school as en } from './en/school.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { school as zh } from './zh/school.js';

/** The texts of classes and homes: apart from those that every student loads. */
export type SchoolTexts = Translated<typeof en>;

export const useSchoolTexts = (): SchoolTexts => ({ en, zh })[useLanguage().language];
