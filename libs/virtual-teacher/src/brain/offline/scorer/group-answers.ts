import { setImmediate as nextTurn } from 'node:timers/promises';
import { bagOf, type Bag, likenessOfBags } from './bags.js';
import { signatureOf } from './corrections.js';
import { sharedRarity } from './shared-model.js';

export type AnswerToGroup = { readonly id: string; readonly answer: string; readonly isUnclear: boolean };
export type AnswerGroup = {
  readonly ids: readonly string[];
  /** The answer that began the group. */
  readonly example: string;
  readonly unclear: number;
};

/** Answers that share this much of their weighted words are one group. */
const ALIKE = 0.75;
/** More groups than a teacher reads; what comes after stands alone. */
const MOST_COMPARED = 500;
/** As much of an answer as is looked at for its words. */
const MAX_CHARACTERS = 1000;
/** The thread serves frames too: it is given up after so long, ms. */
const SLICE_MS = 4;

type Group = {
  readonly ids: string[];
  readonly example: string;
  unclear: number;
  readonly bag: Bag;
  readonly figures: string;
};

/** Words of denial in Chinese; of the many that hold these characters in another sense none denies. */
const chineseDenial =
  /(?:不(?![仅但断管论])|没(?!收)|沒|無(?!論)|无(?!论)|非(?![常洲])|别(?![人的])|莫|未)(?!过)/gu;

/** What a bag of words does not hold and what makes another answer: denials in Chinese, and numbers. */
const figuresOf = (answer: string, signature: string): string =>
  [answer.match(chineseDenial)?.length ?? 0, ...(signature.match(/\p{N}+/gu) ?? [])].join(' ');

/** Words alone: of a formula, an order or a signed number only the same one is like it. */
const isProse = (signature: string): boolean =>
  !/[^\p{L}\p{M}\p{N}\s]/u.test(signature.replace(/(?<=\p{L})['-](?=\p{L})/gu, ''));

/** Groups that share a word with an answer: no other can be like it. */
function candidates(bag: Bag, byWord: ReadonlyMap<string, readonly Group[]>): Set<Group> {
  const found = new Set<Group>();
  for (const word of bag.keys()) for (const group of byWord.get(word) ?? []) found.add(group);
  return found;
}

/**
 * Groups similar answers, so that one verdict settles many: the group with the most unclear answers first, then the
 * larger, then the earlier. "Hot" and "not hot" are never one group, nor are `5` and `-5`. Gives the thread up now and then.
 */
export async function groupAnswers(answers: readonly AnswerToGroup[]): Promise<AnswerGroup[]> {
  const rarity = sharedRarity();
  const groups: Group[] = [];
  const bySignature = new Map<string, Group>();
  const byWord = new Map<string, Group[]>();
  let sliceFrom = performance.now();
  for (const { id, answer, isUnclear } of answers) {
    if (performance.now() - sliceFrom > SLICE_MS) {
      await nextTurn();
      sliceFrom = performance.now();
    }
    const signature = signatureOf(answer);
    let group = bySignature.get(signature);
    if (group === undefined) {
      const bag = bagOf(answer.slice(0, MAX_CHARACTERS), rarity);
      const figures = figuresOf(answer, signature);
      const mayBeAlike = bag.size > 1 && isProse(signature);
      group = mayBeAlike
        ? [...candidates(bag, byWord)].find(
            (one) => one.figures === figures && likenessOfBags(one.bag, bag) >= ALIKE,
          )
        : undefined;
      if (group === undefined) {
        group = { ids: [], example: answer, unclear: 0, bag, figures };
        groups.push(group);
        if (mayBeAlike && groups.length <= MOST_COMPARED)
          for (const word of bag.keys()) byWord.set(word, [...(byWord.get(word) ?? []), group]);
      }
      bySignature.set(signature, group);
    }
    group.ids.push(id);
    if (isUnclear) group.unclear++;
  }
  groups.sort((a, b) => b.unclear - a.unclear || b.ids.length - a.ids.length);
  return groups.map(({ ids, example, unclear }) => ({ ids, example, unclear }));
}
