import { correctionFeatures } from '../src/brain/offline/scorer/corrections.js';
import { easeOf } from '../src/brain/offline/scorer/ease.js';
import { FEATURES } from '../src/brain/offline/scorer/features.js';
import { calibrated } from '../src/brain/offline/scorer/scorer.js';
import type { KeyKind } from '../src/brain/offline/scorer/key.js';
import type { Calibration, Limits } from '../src/brain/offline/scorer/shared-model.js';
import { logitOf, type Trees } from '../src/brain/offline/scorer/trees.js';
import { boost, createRandom, type BoostOptions } from './boost.js';
import type { Example } from './examples.js';

const FOLDS = 5;
const FOR = new Set(
  `recall precision f1 novelRecall novelMatches bestClause sequence pairs spelling comparison fits bestOther meanRecall
  pointMin pointMax pointMean pointsMade phrasesMade pointMeanFit pointOrder coverage pointSecond pointSequence samePoles
  nearestText threeNearest pointSpelling pointTold pointToldMax rarestMatch rarestNovelMatch together pointTogether
  pointRun pointRunMean`.split(/\s+/),
);
const AGAINST = new Set(
  `turned opposites oppositesAnywhere turnedPoles offersBoth strange missing missingNovel pointsTurned opposedToKey
  strangeToKey turnedRound`.split(/\s+/),
);
const common = { rate: 0.05, leastHessian: 10, ridge: 5, rowShare: 0.7 };
export const scorerOptions: BoostOptions = {
  ...common,
  trees: 350,
  depth: 2,
  rate: 0.04,
  featureShare: 0.2,
  // what an answer shares with the key speaks for it in every question, whatever a few questions here say
  directions: FEATURES.map((name) => (FOR.has(name) ? 1 : AGAINST.has(name) ? -1 : 0)),
};
export const correctionOptions: BoostOptions = {
  ...common,
  trees: 120,
  depth: 3,
  leastHessian: 20,
  featureShare: 0.6,
};

export type Scored = { readonly logit: number; readonly isRight: boolean };
export type Learnt = {
  readonly features: readonly number[];
  readonly isRight: boolean;
  /** Questions that are nearly the same have one family: what is learnt of one tells of the others. */
  readonly family: string;
  /** Of the question; see `featuresOfPieces`. */
  readonly pieces?: readonly (readonly number[])[];
};

export const learn = (rows: readonly Learnt[], options: BoostOptions): Trees =>
  boost(
    {
      features: rows.map(({ features }) => features),
      labels: rows.map(({ isRight }) => (isRight ? 1 : 0)),
      weights: rows.map(() => 1),
    },
    options,
  );

/** An answer as trees see it that saw no answer to its question or to one nearly the same. */
export type Unseen = { readonly logit: number; readonly ease: number };

/** Judges every row by trees that learnt from other questions. */
export function crossValidate(rows: readonly Learnt[], options: BoostOptions): Unseen[] {
  const random = createRandom(7);
  const names = [...new Set(rows.map(({ family }) => family))];
  const folds = new Map(names.map((name) => [name, Math.floor(random() * FOLDS)]));
  const unseen = new Array<Unseen>(rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const trees = learn(
      rows.filter(({ family }) => folds.get(family) !== fold),
      options,
    );
    const eases = new Map<Learnt['pieces'], number>();
    for (const [index, { family, features, pieces }] of rows.entries()) {
      if (folds.get(family) !== fold) continue;
      const ease = eases.get(pieces) ?? easeOf(trees, pieces ?? []);
      eases.set(pieces, ease);
      unseen[index] = { logit: logitOf(trees, features), ease };
    }
  }
  return unseen;
}

/** How often a right answer has a higher logit than another one. */
export function areaUnderCurve(rows: readonly Scored[]): number {
  const sorted = rows.toSorted((a, b) => a.logit - b.logit);
  let [ranks, right] = [0, 0];
  for (const [rank, { isRight }] of sorted.entries()) {
    if (isRight) [ranks, right] = [ranks + rank, right + 1];
  }
  return (ranks - (right * (right - 1)) / 2) / (right * (rows.length - right));
}

const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5];

/** The share of a question's ease that, taken from the logits, tells right answers best from others. */
export function easeShareFor(rows: readonly (Unseen & { readonly isRight: boolean })[]): number {
  const areas = SHARES.map((share) =>
    areaUnderCurve(rows.map(({ isRight, logit, ease }) => ({ isRight, logit: logit - share * ease }))),
  );
  return SHARES[areas.indexOf(Math.max(...areas))] ?? 0;
}

/** Platt's scaling by Newton's method: two numbers that make the logits fit what was measured. */
export function calibrate(rows: readonly Scored[]): Calibration {
  let slope = 1;
  let shift = 0;
  for (let round = 0; round < 20; round++) {
    let [a, b, aa, ab, bb] = [0, 0, 1e-6, 0, 1e-6];
    for (const { logit, isRight } of rows) {
      const p = calibrated(logit, { slope, shift });
      const error = (isRight ? 1 : 0) - p;
      const weight = p * (1 - p);
      a += error * logit;
      b += error;
      aa += weight * logit * logit;
      ab += weight * logit;
      bb += weight;
    }
    const determinant = aa * bb - ab * ab;
    slope += (bb * a - ab * b) / determinant;
    shift += (aa * b - ab * a) / determinant;
  }
  return { slope: Number(slope.toFixed(4)), shift: Number(shift.toFixed(4)) };
}

/** Limits that keep the shares of wrong answers called right and of right answers called wrong. */
export function limitsFor(
  rows: readonly Scored[],
  calibration: Calibration,
  most: { readonly praise: number; readonly blame: number },
): Limits {
  const sorted = (isRight: boolean) =>
    rows
      .filter((row) => row.isRight === isRight)
      .map(({ logit }) => calibrated(logit, calibration))
      .sort((a, b) => a - b);
  const right = sorted(true);
  const other = sorted(false);
  return {
    right: Number((other[Math.ceil((1 - most.praise) * other.length)] ?? 1).toFixed(4)),
    wrong: Number((right[Math.floor(most.blame * right.length)] ?? 0).toFixed(4)),
  };
}

/** One answer in the light of a number of judged answers to its question, drawn anew for each. */
export function correctedRows(
  examples: readonly Example[],
  logits: readonly number[],
  counts: readonly number[],
): (Learnt & { readonly count: number; readonly corpus: string; readonly kind: KeyKind })[] {
  const random = createRandom(11);
  const groups = new Map<string, (Example & { readonly logit: number })[]>();
  for (const [index, example] of examples.entries()) {
    const name = `${example.kind} ${example.question}`;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push({ ...example, logit: logits[index] ?? 0 });
  }
  return [...groups.values()].flatMap((group) =>
    counts.flatMap((count) => {
      if (group.length < 2 * count) return [];
      const shuffled = group.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
      const judged = shuffled.slice(0, count).map(({ one }) => one);
      return shuffled.slice(count).map(({ one: { bag, logit, isRight, family, corpus, kind } }) => ({
        family,
        corpus,
        kind,
        count,
        isRight,
        features: correctionFeatures(bag, logit, judged),
      }));
    }),
  );
}

export type Figures = {
  readonly answers: number;
  readonly decided: number;
  readonly accuracy: number;
  readonly praise: number;
  readonly blame: number;
};

/** Shares over the rows: decided of all, right of the decided, wrong ones called right, right ones called wrong. */
export function figuresOf(rows: readonly Scored[], calibration: Calibration, limits: Limits): Figures {
  const said = rows.map(({ logit, isRight }) => {
    const p = calibrated(logit, calibration);
    return { isRight, verdict: p > limits.right ? true : p < limits.wrong ? false : undefined };
  });
  const share = (part: number, whole: number) => Number(((100 * part) / Math.max(1, whole)).toFixed(1));
  const decided = said.filter(({ verdict }) => verdict !== undefined);
  const right = said.filter(({ isRight }) => isRight);
  const other = said.filter(({ isRight }) => !isRight);
  return {
    answers: rows.length,
    decided: share(decided.length, rows.length),
    accuracy: share(decided.filter(({ verdict, isRight }) => verdict === isRight).length, decided.length),
    praise: share(other.filter(({ verdict }) => verdict === true).length, other.length),
    blame: share(right.filter(({ verdict }) => verdict === false).length, right.length),
  };
}
