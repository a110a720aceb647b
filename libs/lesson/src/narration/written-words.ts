import { NarrationLexer } from './lexer.js';

/**
 * The words of narration as they are written, formulas included, without marks, stars and pronunciations. Of narration that
 * has none of these it is the inverse of `asNarration`.
 */
export const writtenWords = (narration: string): string =>
  new NarrationLexer(narration).items
    .map((item) => (item.kind === 'mark' ? '' : item.text))
    .join('')
    .replace(/[ \t]{2,}/gu, ' ')
    .trim();
