import { bagOf } from './bags.js';
import { correctionFeatures, type Judged, settledBy, type Correction } from './corrections.js';
import { FEATURES, featuresOf } from './features.js';
import type { Key } from './key.js';
import { type Calibration, type Limits, type ScorerModel, sharedModel } from './shared-model.js';
import { logitOf, sigmoid } from './trees.js';

export type Score = {
  readonly verdict: 'right' | 'wrong' | 'unclear';
  /** Calibrated probability that a teacher calls the answer right. */
  readonly probability: number;
  /** The probability above which it is called right. */
  readonly rightAbove: number;
  /** Whether a teacher's corrections were taken into account. */
  readonly isCorrected: boolean;
  /** Whether it says the words of the key with roles exchanged or denied; such an answer is never called right. */
  readonly isOpposed: boolean;
};

/** Corrections of one question that are looked at; the newest ones. */
const MOST_CORRECTIONS = 200;

/** Few corrections say little of a question. */
export const FEWEST_CORRECTIONS = 3;

export const calibrated = (logit: number, { slope, shift }: Calibration): number =>
  sigmoid(slope * logit + shift);

const COMPARISON = FEATURES.indexOf('comparison');
const TURNED = FEATURES.indexOf('turned');
/** More than this share of what was found stands under a denial on one side alone. */
const MOSTLY_TURNED = 0.5;

/** "Water is less dense than ice" for "ice is less dense than water", or the words of the key under a denial. */
const isOpposed = (features: readonly number[]): boolean =>
  (features[COMPARISON] ?? 0) < 0 || (features[TURNED] ?? 0) > MOSTLY_TURNED;

const verdictFor = (probability: number, { wrong, right }: Limits): Score['verdict'] =>
  probability > right ? 'right' : probability < wrong ? 'wrong' : 'unclear';

function scored(
  probability: number,
  limits: Limits,
  features: readonly number[],
  isCorrected: boolean,
): Score {
  const opposed = isOpposed(features);
  const verdict = verdictFor(probability, limits);
  return {
    probability,
    rightAbove: limits.right,
    isCorrected,
    isOpposed: opposed,
    verdict: verdict === 'right' && opposed ? 'unclear' : verdict,
  };
}

/** Says how probably an answer is right, from the words of the key and, where there are some, a teacher's corrections. */
export class Scorer {
  readonly #model: ScorerModel;
  readonly #rarity: ReadonlyMap<string, number>;
  /** Corrected answers as they are compared, for each question: they are looked at with every answer that comes. */
  readonly #learnt = new WeakMap<Key, WeakMap<Correction, Judged>>();

  constructor(model: ScorerModel = sharedModel()) {
    this.#model = model;
    this.#rarity = new Map(Object.entries(model.rarity));
  }

  readonly rarity = (stem: string): number => this.#rarity.get(stem) ?? this.#model.rarest;

  score(key: Key, answer: string): Score {
    const { trees, calibration, limits } = this.#model;
    const features = featuresOf(key, answer, this.rarity);
    const probability = calibrated(logitOf(trees, features), calibration);
    return scored(probability, limits[key.kind], features, false);
  }

  /** As {@link score}, with what the teacher said of other answers to this version of the question. */
  scoreWith(key: Key, answer: string, corrections: readonly Correction[]): Score {
    const recent = corrections.slice(-MOST_CORRECTIONS);
    const settled = settledBy(recent, { answer });
    if (settled !== undefined) {
      const isRight = settled.verdict === 'right';
      return {
        verdict: isRight ? 'right' : 'wrong',
        probability: isRight ? 1 : 0,
        rightAbove: 0.5,
        isCorrected: true,
        isOpposed: false,
      };
    }
    if (recent.length < FEWEST_CORRECTIONS) return this.score(key, answer);
    const { trees, corrected } = this.#model;
    const judged = recent.map((one) => this.#learn(key, one));
    const features = featuresOf(key, answer, this.rarity);
    const beside = correctionFeatures(bagOf(answer, this.rarity), logitOf(trees, features), judged);
    const probability = calibrated(logitOf(corrected.trees, beside), corrected.calibration);
    return scored(probability, corrected.limits[key.kind], features, true);
  }

  #learn(key: Key, correction: Correction): Judged {
    const learnt = this.#learnt.get(key) ?? new WeakMap<Correction, Judged>();
    this.#learnt.set(key, learnt);
    const known = learnt.get(correction);
    if (known !== undefined) return known;
    const judged = {
      bag: bagOf(correction.answer, this.rarity),
      isRight: correction.verdict === 'right',
      logit: logitOf(this.#model.trees, featuresOf(key, correction.answer, this.rarity)),
    };
    learnt.set(correction, judged);
    return judged;
  }
}
