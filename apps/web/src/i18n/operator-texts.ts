import { operator as en } from './en/operator.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { operator as zh } from './zh/operator.js';

/** The texts of operators' pages: apart from those that every student loads. */
export type OperatorTexts = Translated<typeof en>;

export const useOperatorTexts = (): OperatorTexts => ({ en, zh })[useLanguage().language];
