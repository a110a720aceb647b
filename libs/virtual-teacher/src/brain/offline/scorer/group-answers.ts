import { bagOf, type Bag, likenessOfBags, signatureOf } from './corrections.js';
import type { Rarity } from './key.js';

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

/**
 * Groups similar answers, so that one verdict settles many: the group with the most unclear answers first, then the
 * larger, then the earlier. "Hot" and "not hot" are never one group.
 */
export function groupAnswers(answers: readonly AnswerToGroup[], rarity: Rarity): AnswerGroup[] {
  const groups: { ids: string[]; example: string; unclear: number; bag: Bag; signature: string }[] = [];
  for (const { id, answer, isUnclear } of answers) {
    const bag = bagOf(answer, rarity);
    const signature = signatureOf(answer);
    const group = groups
      .slice(0, MOST_COMPARED)
      .find((one) => one.signature === signature || likenessOfBags(one.bag, bag) >= ALIKE);
    if (group === undefined) {
      groups.push({ ids: [id], example: answer, unclear: isUnclear ? 1 : 0, bag, signature });
    } else {
      group.ids.push(id);
      if (isUnclear) group.unclear++;
    }
  }
  groups.sort((a, b) => b.unclear - a.unclear || b.ids.length - a.ids.length);
  return groups.map(({ ids, example, unclear }) => ({ ids, example, unclear }));
}
