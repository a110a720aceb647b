import { review as en } from './en/review.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { review as zh } from './zh/review.js';

/** The texts of reviewing sessions: apart from those that every student loads. */
export type ReviewTexts = Translated<typeof en>;

export const useReviewTexts = (): ReviewTexts => ({ en, zh })[useLanguage().language];
