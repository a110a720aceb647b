import { normalise, wordsOf } from '../text/normalise.js';

const helpers =
  "(?:do|does|did|can|could|will|would|is|are|was|were|has|have|had|ca|wo)(?:n't|nt)?(?: not)?|cannot";
/** "…, plant cells don't", "… while ferns have": a second subject with nothing but a helper. */
const second = new RegExp(
  `(?:[,;.]|\\b(?:but|and|while|whereas)\\b)\\s*((?:[\\p{L}-]+ ){1,4}?)(?:${helpers})\\s*(?:[.;!]|$)`,
  'u',
);
const small = new Set('the a an and but all other both they it these those this that'.split(' '));
const naming = (text: string): string[] =>
  wordsOf(text).filter((word) => word.length > 2 && !small.has(word));
const FIRST_WORDS = 3;

const names = (point: string, words: readonly string[]): boolean => {
  const plain = normalise(point);
  return words.some((word) => plain.includes(word.replace(/s$/, '')));
};

/**
 * Whether an answer says of one thing what it denies of another, and no point tells of which it is so: "animal cells have
 * walls, plant cells don't" for the point "cell wall".
 */
export function leavesOpenWho(answer: string, points: readonly string[]): boolean {
  const plain = normalise(answer);
  const match = second.exec(plain);
  const other = naming(match?.[1] ?? '');
  if (match === null || points.length === 0 || other.length === 0 || match.index === 0) return false;
  const subject = naming(plain.slice(0, match.index)).slice(0, FIRST_WORDS);
  return !points.some((point) => names(point, subject.slice(0, 1)) && !names(point, other));
}
