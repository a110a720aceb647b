import { normalise } from '../text/normalise.js';
import { stemOf } from './stem.js';

/** One word of a text as the scorer sees it. */
export type Term = {
  readonly word: string;
  readonly stem: string;
  /** Whether it carries meaning; articles, pronouns and the like do not. */
  readonly content: boolean;
  /** Whether an odd number of denials stands before it in its clause. */
  readonly negated: boolean;
  /** Number of its clause. */
  readonly clause: number;
};

const light = new Set(
  `a an the this that these those it its he she they we you i me him her them us my your our their his of to in on at
  by for with from as and or so then there here is be are was were am been being do does did have has had will would
  can could should may might just also very too if when which who what how why because since while than into onto
  about some any each both one get got let`.split(/\s+/),
);
const denial =
  /^(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|hardly|lack|lacks|false|doubt)$/;
const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bcan't\b|\bcant\b/g, 'can not'],
  [/\bcannot\b/g, 'can not'],
  [/\bwon't\b|\bwont\b/g, 'will not'],
  [/\b(is|are|was|were|do|does|did|has|have|had|could|would|should)n'?t\b/g, '$1 not'],
  [/'(?:s|re|ve|ll|d|m)\b/g, ''],
  // what follows is denied too
  [/\bnot (?:because|since)\b/g, 'not'],
];
const clauseEnd =
  /[,;:.!?()]+(?!\d)|\b(?:but|and|because|since|so|while|whereas|although|however|therefore|if|when|then|which)\b/;
const digits = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value): [string, string] => [word, String(value)]),
);

/** Words of a text in order, with the clause each stands in and whether it is denied there. */
export function termsOf(text: string): Term[] {
  let plain = normalise(text);
  for (const [pattern, replacement] of contractions) plain = plain.replace(pattern, replacement);
  const terms: Term[] = [];
  let clause = 0;
  for (const part of plain.split(clauseEnd)) {
    let negated = false;
    let empty = true;
    for (const raw of part.match(/\d+(?:[.,/]\d+)*|[\p{L}\p{M}]+/gu) ?? []) {
      const word = digits.get(raw) ?? raw;
      empty = false;
      const denies = denial.test(word);
      const stem = stemOf(word);
      terms.push({ word, stem, content: !light.has(raw) && !denies, negated, clause });
      if (denies) negated = !negated;
    }
    if (!empty) clause++;
  }
  return terms;
}
