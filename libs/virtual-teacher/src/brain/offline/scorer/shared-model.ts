import type { KeyKind, Rarity } from './key.js';
import { scorerWeights } from './scorer-weights.js';
import type { Trees } from './trees.js';

/** Below `wrong` an answer is called wrong, above `right` right; between them the scorer says nothing. */
export type Limits = { readonly wrong: number; readonly right: number };
/** From the logarithm of the odds that the trees give to the one that was measured. */
export type Calibration = { readonly slope: number; readonly shift: number };

/** Keys that are learnt from together: one model answer or several, a rubric, a rubric with model answers. */
export type TreesKind = 'references' | 'rubric' | 'both';

export const treesFor = (kind: KeyKind): TreesKind => (kind === 'reference' ? 'references' : kind);

export type ScorerModel = {
  readonly rarity: Readonly<Record<string, number>>;
  /** Of a stem that the table has not. */
  readonly rarest: number;
  /** What a model answer shows, a rubric does not: each has trees of its own, see {@link treesFor}. */
  readonly trees: Readonly<Record<TreesKind, Trees>>;
  /** The part of a question's ease that is taken from each logit, by what there was to compare with. */
  readonly easeShare: Readonly<Record<KeyKind, number>>;
  readonly calibration: Readonly<Record<KeyKind, Calibration>>;
  /** By what there was to compare with. */
  readonly limits: Readonly<Record<KeyKind, Limits>>;
  readonly corrected: {
    readonly trees: Trees;
    readonly calibration: Calibration;
    readonly limits: Readonly<Record<KeyKind, Limits>>;
  };
};

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
