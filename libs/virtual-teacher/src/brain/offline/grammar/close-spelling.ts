import { editDistance } from '../text/slips.js';

/** Shorter words have too many neighbours. */
const SHORTEST = 5;
/** Words that no class should be offered. */
const COARSE =
  /^(?:anus|anal|anally|ass|asses|arse|bastards?|bitch|boobs?|butt|cock|crap|cum|cunt|damn|dick|dildo|fag|fuck\w*|hell|homo|horny|jerk|nazi|nude|penis|piss\w*|poop|porn\w*|prick|pussy|rape[drs]?|rapist|semen|sex\w*|shit\w*|slut|sperm|tit|tits|turd|urine|vagina\w*|whore)s?$/i;

const withoutDoubles = (word: string): string => word.replace(/(.)\1+/g, '$1');

/**
 * The one word that was meant, or undefined where that would be a guess: it begins with the same letter, is one slip
 * away, is one word, and no other suggestion is as near.
 */
export function closeSpelling(wrote: string, suggestions: readonly string[]): string | undefined {
  const word = wrote.toLowerCase();
  if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return undefined;
  const close = suggestions.filter((suggestion) => {
    const other = suggestion.toLowerCase();
    if (!/^[a-z]+$/.test(other) || other[0] !== word[0] || COARSE.test(other)) return false;
    return editDistance(word, other) === 1 || withoutDoubles(word) === withoutDoubles(other);
  });
  const [first, second] = close;
  if (first === undefined || second === undefined) return first;
  // a letter written twice or once is the likelier slip than another letter
  const doubled = close.filter((one) => withoutDoubles(one.toLowerCase()) === withoutDoubles(word));
  return doubled.length === 1 ? doubled[0] : undefined;
}
