import type { Rarity } from './key.js';
import type { ScorerModel } from './scorer.js';
import { scorerWeights } from './scorer-weights.js';

let model: ScorerModel | undefined;
let rarity: Rarity | undefined;

/** The trained weights, read once; written by the training script in this very form. */
export const sharedModel = (): ScorerModel => (model ??= JSON.parse(scorerWeights) as ScorerModel);

/** How rare words are, by the trained weights. */
export function sharedRarity(): Rarity {
  if (rarity === undefined) {
    const { rarity: table, rarest } = sharedModel();
    const known = new Map(Object.entries(table));
    rarity = (stem) => known.get(stem) ?? rarest;
  }
  return rarity;
}
