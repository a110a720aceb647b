import { exchange as en } from '../../i18n/en/exchange.js';
import { useLanguage } from '../../i18n/language.js';
import type { Translated } from '../../i18n/texts.js';
import { exchange as zh } from '../../i18n/zh/exchange.js';

/** In the language of the page. Apart from its other texts, because students never need these and would load them. */
export const useExchangeTexts = (): Translated<typeof en>['exchange'] =>
  (useLanguage().language === 'zh' ? zh : en).exchange;
