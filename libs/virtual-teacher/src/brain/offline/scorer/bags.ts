import type { Rarity } from './key.js';
import { termsOf, type Term } from './terms.js';

/** Weighted stems of an answer, where "not hot" holds another word than "hot". */
export type Bag = ReadonlyMap<string, number>;

const HAN = /\p{Script=Han}+/gu;
/** Pairs of Chinese characters are about as rare as words are. */
const PAIR_WEIGHT = 5;

export function bagOfTerms(terms: readonly Term[], rarity: Rarity): Map<string, number> {
  const bag = new Map<string, number>();
  for (const { stem, content, negated } of terms) {
    if (content) bag.set(negated ? `not ${stem}` : stem, Math.max(0.1, rarity(stem)));
  }
  return bag;
}

/** As {@link bagOfTerms}, with Chinese by its pairs of characters. */
export function bagOf(answer: string, rarity: Rarity): Bag {
  const bag = bagOfTerms(termsOf(answer), rarity);
  for (const run of answer.match(HAN) ?? []) {
    const characters = [...run];
    bag.delete(run);
    for (const [i, character] of characters.entries()) {
      bag.set(character + (characters[i + 1] ?? ''), PAIR_WEIGHT);
    }
  }
  return bag;
}

const lengths = new WeakMap<Bag, number>();

function lengthOf(bag: Bag): number {
  let length = lengths.get(bag);
  if (length === undefined) {
    let sum = 0;
    for (const weight of bag.values()) sum += weight * weight;
    length = Math.sqrt(sum);
    lengths.set(bag, length);
  }
  return length;
}

/** Cosine of two answers, 0 to 1. */
export function likenessOfBags(a: Bag, b: Bag): number {
  let dot = 0;
  for (const [stem, weight] of a) dot += weight * (b.get(stem) ?? 0);
  return dot / (lengthOf(a) * lengthOf(b) || 1);
}
