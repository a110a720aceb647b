import { bagOf } from './bags.js';
import { correctionFeatures, type Judged, settledBy, type Correction } from './corrections.js';
import { easeOf, featuresOfPieces } from './ease.js';
import { FEATURES, featuresOf } from './features.js';
import type { Key } from './key.js';
import { type Calibration, type Limits, type ScorerModel, sharedModel, treesFor } from './shared-model.js';
import { numbersOf } from './measures.js';
import { termsOf } from './terms.js';
import { logitOf, sigmoid } from './trees.js';

export type Score = {
  readonly verdict: 'right' | 'wrong' | 'unclear';
  /** Calibrated probability that a teacher calls the answer right. */
  readonly probability: number;
  /** The probability above which it is called right. */
  readonly rightAbove: number;
  /** Whether a teacher's corrections were taken into account. */
  readonly isCorrected: boolean;
  /** Whether it says the words of the key with roles exchanged, denied or with other numbers; such an answer is never called right. */
  readonly isOpposed: boolean;
  /** Whether it is made of words of the key and the question. */
  readonly isWithinKey: boolean;
};

/** Corrections of one question that are looked at; the newest ones. */
const MOST_CORRECTIONS = 200;

/** Few corrections say little of a question. */
export const FEWEST_CORRECTIONS = 3;

export const calibrated = (logit: number, { slope, shift }: Calibration): number =>
  sigmoid(slope * logit + shift);

const COMPARISON = FEATURES.indexOf('comparison');
const STRANGE_TO_KEY = FEATURES.indexOf('strangeToKey');
const TURNED = FEATURES.indexOf('turned');
/** More than this share of what was found stands under a denial on one side alone. */
const MOSTLY_TURNED = 0.5;

/** "Water is less dense than ice" for "ice is less dense than water", or the words of the key under a denial. */
const isOpposed = (features: readonly number[]): boolean =>
  (features[COMPARISON] ?? 0) < 0 || (features[TURNED] ?? 0) > MOSTLY_TURNED;

/** "Three vowels" where the key says "two": a number that is not in the key, and none of its texts with all its own. */
function saysOtherNumbers(key: Key, answer: string): boolean {
  const texts = [...key.references, ...key.points.flat()].map(numbersOf).filter(({ size }) => size > 0);
  const known = new Set([...texts.flatMap((numbers) => [...numbers]), ...numbersOf(key.question)]);
  const said = numbersOf(termsOf(answer));
  if (texts.length === 0 || [...said].every((number) => known.has(number))) return false;
  return !texts.some((numbers) => [...numbers].every((number) => said.has(number)));
}

const verdictFor = (probability: number, { wrong, right }: Limits): Score['verdict'] =>
  probability > right ? 'right' : probability < wrong ? 'wrong' : 'unclear';

function scored(
  probability: number,
  limits: Limits,
  features: readonly number[],
  {
    isCorrected,
    saysOtherNumbers: isOther,
  }: { readonly isCorrected: boolean; readonly saysOtherNumbers: boolean },
): Score {
  const opposed = isOther || isOpposed(features);
  const verdict = verdictFor(probability, limits);
  return {
    probability,
    rightAbove: limits.right,
    isCorrected,
    isOpposed: opposed,
    isWithinKey: features[STRANGE_TO_KEY] === 0,
    verdict: verdict === 'right' && opposed ? 'unclear' : verdict,
  };
}

/** Says how probably an answer is right, from the words of the key and, where there are some, a teacher's corrections. */
export class Scorer {
  readonly #model: ScorerModel;
  readonly #rarity: ReadonlyMap<string, number>;
  /** Corrected answers as they are compared, for each question: they are looked at with every answer that comes. */
  readonly #learnt = new WeakMap<Key, WeakMap<Correction, Judged>>();

  /** What is taken from the logit of each answer to a question. */
  readonly #eases = new WeakMap<Key, number>();

  constructor(model: ScorerModel = sharedModel()) {
    this.#model = model;
    this.#rarity = new Map(Object.entries(model.rarity));
  }

  readonly rarity = (stem: string): number => this.#rarity.get(stem) ?? this.#model.rarest;

  score(key: Key, answer: string): Score {
    const { calibration, limits } = this.#model;
    const features = featuresOf(key, answer, this.rarity);
    const probability = calibrated(this.#logit(key, features), calibration[key.kind]);
    return scored(probability, limits[key.kind], features, {
      isCorrected: false,
      saysOtherNumbers: saysOtherNumbers(key, answer),
    });
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
        isWithinKey: false,
      };
    }
    if (recent.length < FEWEST_CORRECTIONS) return this.score(key, answer);
    const { corrected } = this.#model;
    const judged = recent.map((one) => this.#learn(key, one));
    const features = featuresOf(key, answer, this.rarity);
    const beside = correctionFeatures(bagOf(answer, this.rarity), this.#logit(key, features), judged);
    const probability = calibrated(logitOf(corrected.trees, beside), corrected.calibration);
    return scored(probability, corrected.limits[key.kind], features, {
      isCorrected: true,
      saysOtherNumbers: saysOtherNumbers(key, answer),
    });
  }

  #logit(key: Key, features: readonly number[]): number {
    const { easeShare } = this.#model;
    const trees = this.#model.trees[treesFor(key.kind)];
    let ease = this.#eases.get(key);
    if (ease === undefined) {
      ease = easeShare[key.kind] * easeOf(trees, featuresOfPieces(key, this.rarity));
      this.#eases.set(key, ease);
    }
    return logitOf(trees, features) - ease;
  }

  #learn(key: Key, correction: Correction): Judged {
    const learnt = this.#learnt.get(key) ?? new WeakMap<Correction, Judged>();
    this.#learnt.set(key, learnt);
    const known = learnt.get(correction);
    if (known !== undefined) return known;
    const judged = {
      bag: bagOf(correction.answer, this.rarity),
      isRight: correction.verdict === 'right',
      logit: this.#logit(key, featuresOf(key, correction.answer, this.rarity)),
    };
    learnt.set(correction, judged);
    return judged;
  }
}
