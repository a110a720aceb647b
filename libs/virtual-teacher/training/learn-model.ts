import type { KeyKind } from '../src/brain/offline/scorer/key.js';
import type { Calibration, Limits, ScorerModel } from '../src/brain/offline/scorer/shared-model.js';
import type { Trees } from '../src/brain/offline/scorer/trees.js';
import { type Example, examplesOf, RAREST, rarityFrom, rarityTable } from './examples.js';
import type { GradedQuestion } from './graded-answers.js';
import * as learning from './learn.js';
import type { Rubric } from './rubrics.js';

/** Limits on wrong praise and wrong blame, under the goals: an unseen question differs from those seen here. */
const OPEN = { praise: 0.046, blame: 0.028 };
const CORRECTED = { praise: 0.013, blame: 0.028 };
const COUNTS = [3, 5, 10, 15, 20];

const compact = ({ base, trees }: Trees): Trees => ({
  base: Number(base.toFixed(4)),
  trees: trees.map(({ features, limits, leaves }) => ({
    features,
    limits: limits.map((limit) => (Number.isFinite(limit) ? Number(limit.toFixed(4)) : 1e9)),
    leaves,
  })),
});

export type LearntModel = {
  readonly model: ScorerModel;
  readonly table: readonly object[];
  readonly examples: readonly Example[];
};

const KINDS = ['reference', 'references', 'both', 'rubric'] as const;
const CORPORA = ['sciEntsBank', 'beetle'];
/** The number of corrections by which the limits are set. */
const USUAL_COUNT = 10;

type Row = learning.Scored & { readonly kind: KeyKind };

/** For each kind of key by itself. */
function limitsByKind(
  rows: readonly Row[],
  calibration: Calibration,
  most: typeof OPEN,
): Record<KeyKind, Limits> {
  const of = (kind: KeyKind) =>
    learning.limitsFor(
      rows.filter((row) => row.kind === kind),
      calibration,
      most,
    );
  return {
    reference: of('reference'),
    references: of('references'),
    rubric: of('rubric'),
    both: of('both'),
  };
}

/** The scorer without corrections; `logits` are of answers to questions that it had not seen. */
function learnOpen(examples: ReturnType<typeof examplesOf>) {
  const logits = learning.crossValidate(examples, learning.scorerOptions);
  const scored = examples.map(({ isRight, corpus, kind }, index) => ({
    ...{ isRight, corpus, kind },
    logit: logits[index] ?? 0,
  }));
  const calibration = learning.calibrate(scored);
  const limits = limitsByKind(scored, calibration, OPEN);
  const table = KINDS.flatMap((kind) =>
    CORPORA.map((corpus) => ({
      ...{ corpus, kind, corrections: 0 },
      ...learning.figuresOf(
        scored.filter((one) => one.corpus === corpus && one.kind === kind),
        calibration,
        limits[kind],
      ),
    })),
  );
  const trees = compact(learning.learn(examples, learning.scorerOptions));
  return { trees, calibration, limits, logits, table };
}

/** The scorer with a teacher's corrections, on top of the first one's logits. */
function learnCorrected(examples: ReturnType<typeof examplesOf>, logits: readonly number[]) {
  const rows = learning.correctedRows(examples, logits, COUNTS);
  const rowLogits = learning.crossValidate(rows, learning.correctionOptions);
  const scored = rows.map((row, index) => ({ ...row, logit: rowLogits[index] ?? 0 }));
  const calibration = learning.calibrate(scored);
  const usual = scored.filter(({ count }) => count === USUAL_COUNT);
  const limits = limitsByKind(usual, calibration, CORRECTED);
  const table = KINDS.flatMap((kind) =>
    CORPORA.flatMap((corpus) =>
      COUNTS.map((count) => ({
        ...{ corpus, kind, corrections: count },
        ...learning.figuresOf(
          scored.filter((one) => one.corpus === corpus && one.kind === kind && one.count === count),
          calibration,
          limits[kind],
        ),
      })),
    ),
  );
  const trees = compact(learning.learn(rows, learning.correctionOptions));
  return { corrected: { trees, calibration, limits }, table };
}

/**
 * Learns the scorer of open answers. The same answers give the same weights.
 * @returns the model, and how it judged answers to questions that it had not seen
 */
export function learnModel(
  questions: readonly GradedQuestion[],
  rubrics: ReadonlyMap<string, Rubric>,
): LearntModel {
  const rarity = rarityTable(questions);
  const examples = examplesOf(questions, rubrics, rarityFrom(rarity));
  const { trees, calibration, limits, logits, table } = learnOpen(examples);
  const { corrected, table: more } = learnCorrected(examples, logits);
  return {
    model: { rarity, rarest: RAREST, trees, calibration, limits, corrected },
    examples,
    table: [...table, ...more].filter(({ answers }) => answers > 0),
  };
}
