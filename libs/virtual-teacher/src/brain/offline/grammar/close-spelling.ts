import { editDistance } from '../text/slips.js';

/** Shorter words have too many neighbours. */
const SHORTEST = 5;
/** Rarer words, of 51 million, are not what a learner meant: studding, homeopathy. */
const FEWEST_USES = 10;
/** So many times more frequent than any other word that is as near. */
const CLEARLY_COMMONER = 20;
/** Words that no class should be offered. */
const COARSE =
  /^(?:anus|anal|anally|ass|asses|arse|bastards?|bitch|boobs?|butt|cock|crap|cum|cunt|damn|dick|dildo|fag|fuck\w*|hell|homo|horny|jerk|nazi|nude|penis|piss\w*|poop|porn\w*|prick|pussy|rape[drs]?|rapist|semen|sex\w*|shit\w*|slut|sperm|tit|tits|turd|urine|vagina\w*|whore)s?$/i;

/** A word that may have been meant, and how often it occurs in 51 million words. */
export type Suggested = { readonly word: string; readonly count: number };

const withoutDoubles = (word: string): string => word.replace(/(.)\1+/g, '$1');

/** `hoter` with the letter before its ending written twice; undefined for a word without such an ending. */
const withDouble = (word: string): string | undefined =>
  /[^aeiou](?:er|est|ing|ed)$/.test(word)
    ? word.replace(/([^aeiou])(?=(?:er|est|ing|ed)$)/, '$1$1')
    : undefined;

/**
 * The one word that was meant, or undefined where that would be a guess: it begins with the same letter, is one slip
 * away, is one word that people use, and no other is as near and as frequent.
 */
export function closeSpelling(wrote: string, suggestions: readonly Suggested[]): string | undefined {
  const word = wrote.toLowerCase();
  if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return undefined;
  const close = suggestions.filter(({ word: suggestion, count }) => {
    const other = suggestion.toLowerCase();
    if (!/^[a-z]+$/.test(other) || other[0] !== word[0] || COARSE.test(other) || count < FEWEST_USES)
      return false;
    return editDistance(word, other) === 1 || withoutDoubles(word) === withoutDoubles(other);
  });
  // hotter, not hotel
  const doubledOnce = close.find((one) => one.word.toLowerCase() === withDouble(word));
  if (doubledOnce !== undefined) return doubledOnce.word;
  const [first, second] = [...close].sort((a, b) => b.count - a.count);
  if (first === undefined || second === undefined || first.count > second.count * CLEARLY_COMMONER)
    return first?.word;
  // a letter written twice or once is the likelier slip than another letter
  const doubled = close.filter((one) => withoutDoubles(one.word.toLowerCase()) === withoutDoubles(word));
  return doubled.length === 1 ? doubled[0]?.word : undefined;
}
