import type { Piece } from '../said-word.js';

/** What a sign says and the word before it has said already: "the root √49", "the angle ∠ABC". */
const TWICE: readonly (readonly [before: RegExp, said: RegExp, instead: string])[] = [
  [/\b(?:square |cube |fourth )?roots? $/iu, /^the (?:(?:square|cube|fourth) )?root of\b/u, 'of'],
  [/\babsolute values? $/iu, /^the absolute value of\b/u, 'of'],
  [/\bangles? $/iu, /^angle\b/u, ''],
  [/\btriangles? $/iu, /^triangle\b/u, ''],
  [/\bvectors? $/iu, /^vector\b/u, ''],
  [/\bsums? $/iu, /^the sum\b/u, ''],
  [/\bproducts? $/iu, /^the product\b/u, ''],
  [/\bintegrals? $/iu, /^the integral\b/u, ''],
  [/\blimits? $/iu, /^the limit\b/u, ''],
];

/**
 * Words for a sign, without what the sentence has just said.
 * @param before the sentence up to the sign; "the root of √16" is a root of a root, and stays
 */
export function saidOnce(pieces: readonly Piece[], before: string): readonly Piece[] {
  const [first, ...rest] = pieces;
  if (first === undefined) return pieces;
  const isFactorial =
    /\bfactorials? $/iu.test(before) && rest.length === 1 && rest[0]?.words.join() === 'factorial';
  if (isFactorial) return [{ ...first, words: ['of', ...first.words] }];
  const text = first.words.join(' ');
  const found = TWICE.find(([word, said]) => word.test(before) && said.test(text));
  if (found === undefined) return pieces;
  const words = text.replace(found[1], found[2]).split(' ');
  return [{ ...first, words: words.filter((word) => word !== '') }, ...rest];
}
