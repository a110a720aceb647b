import type { LeftOut } from '@lockstep/contracts';
import { useLanguage } from '../../i18n/language.js';
import { leftOutText } from '../../i18n/zh/left-out.js';

/** In the language of the page. Apart from its other texts, because students never need these and would load them. */
export const useLeftOutWords = (): ((one: LeftOut) => string) =>
  useLanguage().language === 'zh' ? leftOutText : asSent;

/** The words of the server, which speaks English. */
const asSent = ({ what, reason }: LeftOut): string => `${what}: ${reason}`;
