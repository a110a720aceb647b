import type { Sentence } from './words/sentence.js';
import { regularisedVerb } from './words/verbs.js';

export type Tense = 'past' | 'present' | 'future';

/**
 * Whether a sentence tries a tense, in a right form or not: "I goed" does try the past. Undefined where the forms
 * do not tell.
 */
export function triesTense(sentence: Sentence, tense: Tense): boolean | undefined {
  const some = (test: (index: number) => boolean) => sentence.tokens.some((_, index) => test(index));
  const past = some((index) => sentence.isPast(index) || regularisedVerb(sentence.word(index)) !== undefined);
  const future = some(
    (index) =>
      /^(?:will|'ll|wo|shall)$/.test(sentence.word(index)) ||
      (sentence.word(index) === 'going' && sentence.word(index + 1) === 'to' && sentence.isVerb(index + 2)),
  );
  if (tense === 'past') return past || (some((index) => sentence.isVerb(index)) ? false : undefined);
  if (tense === 'future')
    return future || some((index) => sentence.isBe(index) && /ing$/.test(sentence.word(index + 1)));
  return !past && !future;
}
