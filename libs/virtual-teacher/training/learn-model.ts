import type { ScorerModel } from '../src/brain/offline/scorer/shared-model.js';
import type { Trees } from '../src/brain/offline/scorer/trees.js';
import { examplesOf, RAREST, rarityFrom, rarityTable } from './examples.js';
import type { GradedQuestion } from './graded-answers.js';
import * as learning from './learn.js';
import type { Rubric } from './rubrics.js';

/** Limits on wrong praise and wrong blame, under the goals: an unseen question differs from those seen here. */
const OPEN = { praise: 0.045, blame: 0.028 };
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

export type LearntModel = { readonly model: ScorerModel; readonly table: readonly object[] };

const KINDS = ['reference', 'both', 'rubric'] as const;
const CORPORA = ['sciEntsBank', 'beetle'];

/** The scorer without corrections; `logits` are of answers to questions that it had not seen. */
function learnOpen(examples: ReturnType<typeof examplesOf>) {
  const logits = learning.crossValidate(examples, learning.scorerOptions);
  const scored = examples.map(({ isRight, corpus, kind }, index) => ({
    ...{ isRight, corpus, kind },
    logit: logits[index] ?? 0,
  }));
  const calibration = learning.calibrate(scored);
  const of = (corpus: string, kind: string) =>
    scored.filter((one) => one.corpus === corpus && one.kind === kind);
  const limitsOf = (kind: string) => learning.limitsFor(of('sciEntsBank', kind), calibration, OPEN);
  const limits = {
    reference: limitsOf('reference'),
    rubric: limitsOf('rubric'),
    both: limitsOf('both'),
  };
  const table = KINDS.flatMap((kind) =>
    CORPORA.map((corpus) => ({
      ...{ corpus, kind, corrections: 0 },
      ...learning.figuresOf(of(corpus, kind), calibration, limits[kind]),
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
  const school = scored.filter(({ corpus }) => corpus === 'sciEntsBank');
  const limits = learning.limitsFor(
    school.filter(({ count }) => count === 10),
    calibration,
    CORRECTED,
  );
  const table = KINDS.flatMap((kind) =>
    COUNTS.map((count) => ({
      ...{ corpus: 'sciEntsBank', kind, corrections: count },
      ...learning.figuresOf(
        school.filter((one) => one.kind === kind && one.count === count),
        calibration,
        limits,
      ),
    })),
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
    table: [...table, ...more].filter(({ answers }) => answers > 0),
  };
}
