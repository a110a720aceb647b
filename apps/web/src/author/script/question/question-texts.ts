import { question as en } from '../../../i18n/en/question.js';
import { useLanguage } from '../../../i18n/language.js';
import type { Translated } from '../../../i18n/texts.js';
import { question as zh } from '../../../i18n/zh/question.js';

export type QuestionTexts = Translated<typeof en>;

/** In the language of the page. Apart from its other texts, because students never need these and would load them. */
export const useQuestionTexts = (): QuestionTexts => (useLanguage().language === 'zh' ? zh : en);
