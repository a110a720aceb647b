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

/** "What do plants have that animals do not?", "How do frogs differ from toads?": what is asked for is of the first. */
const ofTheFirst = [
  /\b(?:what|which)(?: \p{L}+){0,3} (?:do|does|can|are|is) (.+?) (?:have|has|do|found in|made of|contain) (?:that|which|but|and) (?:not in )?(.+?) (?:do not|does not|don't|doesn't|cannot|can't|lacks?)\b/u,
  /\bhow (?:do|does|are|is) (.+?) (?:differ|different) from (.+?)[?.]/u,
];

/** What a question asks about, and what it compares that with. */
function ownersIn(prompt: string): { readonly asked: string; readonly other: string } | undefined {
  const plain = normalise(prompt);
  const match = ofTheFirst.map((pattern) => pattern.exec(plain)).find((one) => one !== null);
  return match && { asked: match[1] ?? '', other: match[2] ?? '' };
}

/**
 * Of whom an answer says what it denies of another: "animal cells have walls, plant cells don't". The key may name whose it
 * is, or the question: `as-asked` or `turned`; `open` where neither does, as for the point "cell wall". Undefined for any
 * other answer.
 * @param texts points and model answers
 */
export function whoHasIt(
  answer: string,
  texts: readonly string[],
  prompt: string,
): 'as-asked' | 'turned' | 'open' | undefined {
  const plain = normalise(answer);
  const match = second.exec(plain);
  const other = naming(match?.[1] ?? '');
  if (match === null || texts.length === 0 || other.length === 0 || match.index === 0) return undefined;
  const all = naming(plain.slice(0, match.index)).slice(0, FIRST_WORDS);
  const first = all.filter((word) => !other.includes(word)).slice(0, 1);
  const rest = other.filter((word) => !all.includes(word));
  const isOfFirst = (text: string) => names(text, first) && !names(text, rest);
  const isOfSecond = (text: string) => names(text, rest) && !names(text, first);
  if (texts.some(isOfFirst)) return 'as-asked';
  if (first.length > 0 && texts.some(isOfSecond)) return 'turned';
  const owners = ownersIn(prompt);
  if (owners === undefined || first.length === 0 || rest.length === 0) return 'open';
  if (isOfFirst(owners.asked) && isOfSecond(owners.other)) return 'as-asked';
  return isOfSecond(owners.asked) && isOfFirst(owners.other) ? 'turned' : 'open';
}
