import { asking as en } from './en/asking.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { asking as zh } from './zh/asking.js';

/** The texts of questions to the teacher: apart from those that every student loads. */
export type AskingTexts = Translated<typeof en>;

export const useAskingTexts = (): AskingTexts => ({ en, zh })[useLanguage().language];
