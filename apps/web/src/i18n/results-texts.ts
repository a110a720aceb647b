import { results as en } from './en/results.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { results as zh } from './zh/results.js';

/** The texts of a student's results: apart from those that every student loads. */
export type ResultsTexts = Translated<typeof en>;

export const useResultsTexts = (): ResultsTexts => ({ en, zh })[useLanguage().language];
