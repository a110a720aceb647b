import { wordsOf } from '../text/normalise.js';

const english =
  /^(?:not|no|never|nothing|nobody|none|without|neither|nor|cannot|isnt|arent|dont|doesnt|didnt|wont|cant|n't|.+n't|hardly|instead)$/;
const chinese = /不|没|無|无|别|非(?!常)/;

/** Parts of a normalised text in which a "not" belongs to what stands beside it. */
export const clausesOf = (text: string): string[] =>
  text
    .split(
      /[,;:.!?()"]+(?!\d)|\s-\s|\b(?:but|rather|however|although|because|while|whereas)\b|但是?|而是?|可是|因为|所以/,
    )
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');

export const negates = (word: string): boolean => english.test(word);
export const hasChineseNegation = (text: string): boolean => chinese.test(text);

/** Where `phrase` stands in `words`, or -1. */
export function positionOf(
  words: readonly string[],
  phrase: readonly string[],
  same: (word: string, wanted: string) => boolean,
): number {
  if (phrase.length === 0) return -1;
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((wanted, offset) => same(words[start + offset] ?? '', wanted))) return start;
  }
  return -1;
}

/**
 * Whether the words before a place deny it: an odd number of negations, so that "I do not think that it is not"
 * comes out even.
 */
export function isDenied(words: readonly string[], position: number): boolean {
  const before = words.slice(0, position).filter(negates).length;
  return before % 2 === 1;
}

const ignorance = [
  /^(?:i (?:really )?(?:do not|don't|dont|didn't|can't|cannot|do'nt) (?:know|no|remember|understand)(?: it| this| that| the answer)?(?: sorry)?|idk|no idea|i have no idea|not sure|dunno|sorry|pass|skip|help|what|huh|hm+|eh+|um+)$/,
  /^(?:我)?(?:不知道|不会|不懂|不清楚|没有答案|忘了|忘记了)[啊呢吧]?$/,
];

/** Somebody says that he does not know, or says nothing that could be judged. */
export const saysNothing = (text: string): boolean => wordsOf(text).length === 0;
export const doesNotKnow = (text: string): boolean => {
  const plain = text
    .replace(/[^\p{L}\p{N}' ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return ignorance.some((pattern) => pattern.test(plain));
};
