import { likenessOfBags, type Bag, bagOf } from '../scorer/bags.js';
import { sharedRarity } from '../scorer/shared-model.js';
import { bounded } from '../text/normalise.js';

/** As much of a question as is looked at. */
const MAX_CHARACTERS = 500;
/** Questions that share this much of their weighted words ask the same. */
const ALIKE = 0.75;

/** A word of one character is common beside others. */
const ONE_CHARACTER = 1;

/** Stems of words with which people ask, and which say nothing of what they ask about. */
const ASKING = new Set(
  `mean meaning explain explan teacher pleas again understand tell know sai repeat help want need realli thing call happen
  question ask answer sure confus don doesn didn isn wasn s t m re ve ll d mayb wonder sorri hello hi thank ok okai like
  exampl kind sort wai`.split(/\s+/),
);
const CHINESE_ASKING =
  /请问|老师|什么(?:是|叫)?|为什么|怎么(?:样)?|哪(?:里|个|些|儿)|多少|如何|意思|不(?:懂|明白|理解)|再(?:说|讲)(?:一遍|一次)?|解释(?:一下)?|一下|可以|能不能|是不是|我|你|吗|呢|吧|啊|的|了|是/gu;
const HAN = /\p{Script=Han}/gu;
const ONE_OF_SEVERAL = /\p{Script=Han}{2,}/gu;

/** What a question is about: its weighted stems without the words of asking. A denial in it changes nothing of that. */
export function bagOfInquiry(text: string): Bag {
  const about = new Map<string, number>();
  const plain = bounded(text, MAX_CHARACTERS).replace(CHINESE_ASKING, ' ');
  for (const [stem, weight] of bagOf(plain, sharedRarity())) {
    const word = stem.replace(/^not /, '');
    if (!ASKING.has(word)) about.set(word, weight);
  }
  // the last character of a run is no word beside the pair that it ends
  for (const run of plain.match(ONE_OF_SEVERAL) ?? []) about.delete([...run].at(-1) ?? '');
  return about;
}

/** The same of what is taught: of a sentence every word may be asked for. */
export function bagOfMaterial(text: string): Bag {
  const said = new Map<string, number>();
  for (const [stem, weight] of bagOf(text, sharedRarity())) said.set(stem.replace(/^not /, ''), weight);
  for (const character of text.match(HAN) ?? []) said.set(character, ONE_CHARACTER);
  return said;
}

/** Whether two questions ask the same. Questions that say nothing of what they ask about are like no other. */
export const asksTheSame = (one: Bag, other: Bag): boolean =>
  one.size > 0 && other.size > 0 && likenessOfBags(one, other) >= ALIKE;

/** Share of the weighted words of `wanted` that are in `there`, 0 to 1. */
export function coverage(wanted: Bag, there: Bag): number {
  let sum = 0;
  let found = 0;
  for (const [stem, weight] of wanted) {
    sum += weight;
    if (there.has(stem)) found += weight;
  }
  return sum === 0 ? 0 : found / sum;
}
