import { chinese } from './chinese.js';
import { english } from './english.js';
import type { Wording } from './wording.js';

/** English for every language that has no wording of its own. */
export const wordingFor = (language: string): Wording => (/^zh\b/i.test(language) ? chinese : english);
