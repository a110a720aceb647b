import { likenessOf } from '../scorer/alignment.js';
import { contentOf } from '../scorer/measures.js';
import { termsOf } from '../scorer/terms.js';

/** So much of a phrase, by its words, and the point may have been made in other words. */
const MOST = 0.6;

/** Whether an answer has most of the words of a phrase, in any order and form. */
export function mayHaveSaid(answer: string, phrases: readonly string[]): boolean {
  const said = contentOf(termsOf(answer));
  return phrases.some((phrase) => {
    const wanted = contentOf(termsOf(phrase));
    const there = wanted.filter((term) => said.some((other) => likenessOf(term, other) > 0));
    return wanted.length > 0 && there.length / wanted.length >= MOST;
  });
}
