import { isKnownName } from './known-names.js';
import { byEar, editDistance, isSlip } from './slips.js';
import { areTwoTerms, isRoman } from './terms.js';

export type MeantBy = {
  readonly isWord: (word: string) => boolean;
  /** The word is a name as the author wrote it. */
  readonly isName: boolean;
  /** The question is about the form of a word: another letter makes another form. */
  readonly isForm: boolean;
  readonly language: string;
};

const SHORTEST_ELSEWHERE = 5;

const isSwapped = (a: string, b: string): boolean =>
  a.length === b.length && editDistance(a, b) === 1 && [...a].sort().join('') === [...b].sort().join('');

/**
 * Whether somebody who typed one word may well have meant the other: a slip of the hand or the ear, and no other name,
 * no other term, no other number.
 */
export function maybeMeant(
  typed: string,
  meant: string,
  { isWord, isName, isForm, language }: MeantBy,
): boolean {
  if (!isSlip(typed, meant, isWord)) return false;
  if (/[^\p{L}\p{M}'-]/u.test(typed + meant)) return false;
  if (areTwoTerms(typed, meant) || (isRoman(typed) && isRoman(meant))) return false;
  if (isKnownName(typed, language) || isKnownName(typed, 'en')) return false;
  if (isSwapped(typed, meant) || byEar(typed) === byEar(meant)) return true;
  // nobody here knows the words of other languages: of a short one another letter may make another word
  if (!/^en\b/i.test(language) && meant.length < SHORTEST_ELSEWHERE) return false;
  const distance = editDistance(typed, meant);
  // of a name a letter may be missing or too many; another letter makes another name
  if (isForm && typed.length === meant.length) return false;
  if (isName) return distance === 1 && typed.length !== meant.length && meant.length >= 6;
  return distance === 1 || editDistance(byEar(typed), byEar(meant)) <= 1;
}
