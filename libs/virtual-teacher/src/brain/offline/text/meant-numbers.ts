import type { WordKnowledge } from '../language/word-knowledge.js';
import { NUMBER_WORDS } from './number-words.js';
import { isSlip } from './slips.js';

/** A text with misspelt numbers put right: `eigth` to `eight`. Words of the language stay. */
export const meantNumbers = (text: string, { isWord }: WordKnowledge): string =>
  text.replace(/\p{L}+/gu, (word) => {
    const small = word.toLowerCase();
    if (NUMBER_WORDS.includes(small)) return word;
    const meant = NUMBER_WORDS.filter((number) => isSlip(small, number, isWord));
    return meant.length === 1 ? (meant[0] ?? word) : word;
  });
