import { recordings as en } from '../../../i18n/en/recordings.js';
import { useLanguage } from '../../../i18n/language.js';
import type { Translated } from '../../../i18n/texts.js';
import { recordings as zh } from '../../../i18n/zh/recordings.js';

/** In the language of the page. Apart from its other texts, because students never need these and would load them. */
export const useRecordingTexts = (): Translated<typeof en> => (useLanguage().language === 'zh' ? zh : en);
