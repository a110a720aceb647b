import { wordsOf } from './normalise.js';

export { hasChineseNegation, isDenied, negates } from './denial.js';

/** Parts of a normalised text in which a "not" belongs to what stands beside it. */
export const clausesOf = (text: string): string[] =>
  text
    .split(
      /[,;:.!?()"]+(?!\d)|\s-\s|\b(?:but|rather|however|although|(?<!\bnot )(?:because|since)|while|whereas)\b|但是?|而是?|可是|因为|所以/,
    )
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');

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

const ignorance = [
  /^(?:(?:sorry )?i (?:really |just )?(?:do not|don't|dont|didn't|can't|cannot|do'nt) (?:know|no|remember|understand)(?: it| this| that| the answer)?(?: sorry)?|(?:i )?(?:do not|don't|dont) know|idk|i forgot(?: it)?|(?:i have )?no (?:idea|clue)|not sure|dunno|sorry|pass|skip|help|what|huh|hm+|eh+|um+)$/,
  /^(?:我)?(?:不知道|不晓得|不会|不懂|不清楚|没有答案|不太会|忘了|忘记了|没学过)[啊呢吧]?$/,
  /^(?:(?:das )?(?:ich )?(?:weiß|weiss) (?:ich |es )?(?:leider )?nicht|keine ahnung|je ne sais pas|(?:j'ai )?aucune idée|no (?:lo )?sé|ni idea)$/,
];

/** Somebody says that they do not know, or says nothing that could be judged. */
export const saysNothing = (text: string): boolean => wordsOf(text).length === 0;
export const doesNotKnow = (text: string): boolean => {
  const plain = text
    .replace(/[^\p{L}\p{N}' ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return ignorance.some((pattern) => pattern.test(plain));
};
