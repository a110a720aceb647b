import { bagOf, correctionFeatures, settledBy, type Correction } from './corrections.js';
import { featuresOf } from './features.js';
import type { Key, KeyKind } from './key.js';
import { scorerWeights } from './scorer-weights.js';
import { logitOf, sigmoid, type Trees } from './trees.js';

/** Below `wrong` an answer is called wrong, above `right` right; between them the scorer says nothing. */
export type Limits = { readonly wrong: number; readonly right: number };
/** From the logarithm of the odds that the trees give to the one that was measured. */
export type Calibration = { readonly slope: number; readonly shift: number };

export type ScorerModel = {
  readonly rarity: Readonly<Record<string, number>>;
  /** Of a stem that the table has not. */
  readonly rarest: number;
  readonly trees: Trees;
  readonly calibration: Calibration;
  /** By what there was to compare with. */
  readonly limits: Readonly<Record<KeyKind, Limits>>;
  readonly corrected: {
    readonly trees: Trees;
    readonly calibration: Calibration;
    readonly limits: Limits;
  };
};

export type Score = {
  readonly verdict: 'right' | 'wrong' | 'unclear';
  /** Calibrated probability that a teacher calls the answer right. */
  readonly probability: number;
};

/** Corrections of one question that are looked at; the newest ones. */
const MOST_CORRECTIONS = 200;

/** Few corrections say little of a question. */
export const FEWEST_CORRECTIONS = 3;

export const calibrated = (logit: number, { slope, shift }: Calibration): number =>
  sigmoid(slope * logit + shift);

const verdictFor = (probability: number, { wrong, right }: Limits): Score['verdict'] =>
  probability > right ? 'right' : probability < wrong ? 'wrong' : 'unclear';

/** Says how probably an answer is right, from the words of the key and, where there are some, a teacher's corrections. */
export class Scorer {
  readonly #model: ScorerModel;
  readonly #rarity: ReadonlyMap<string, number>;

  constructor(model: ScorerModel = JSON.parse(scorerWeights) as ScorerModel) {
    this.#model = model; // written by the training script in this very form
    this.#rarity = new Map(Object.entries(model.rarity));
  }

  readonly rarity = (stem: string): number => this.#rarity.get(stem) ?? this.#model.rarest;

  score(key: Key, answer: string): Score {
    const { trees, calibration, limits } = this.#model;
    const probability = calibrated(logitOf(trees, featuresOf(key, answer, this.rarity)), calibration);
    return { probability, verdict: verdictFor(probability, limits[key.kind]) };
  }

  /** As {@link score}, with what the teacher said of other answers to this version of the question. */
  scoreWith(key: Key, answer: string, corrections: readonly Correction[]): Score {
    const recent = corrections.slice(-MOST_CORRECTIONS);
    const settled = settledBy(recent, answer);
    if (settled !== undefined) {
      const isRight = settled.verdict === 'right';
      return { verdict: isRight ? 'right' : 'wrong', probability: isRight ? 1 : 0 };
    }
    if (recent.length < FEWEST_CORRECTIONS) return this.score(key, answer);
    const { trees, corrected } = this.#model;
    const logit = (text: string) => logitOf(trees, featuresOf(key, text, this.rarity));
    const judged = recent.map((one) => ({
      bag: bagOf(one.answer, this.rarity),
      isRight: one.verdict === 'right',
      logit: logit(one.answer),
    }));
    const features = correctionFeatures(bagOf(answer, this.rarity), logit(answer), judged);
    const probability = calibrated(logitOf(corrected.trees, features), corrected.calibration);
    return { probability, verdict: verdictFor(probability, corrected.limits) };
  }
}
