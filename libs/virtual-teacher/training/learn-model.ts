import type { KeyKind } from '../src/brain/offline/scorer/key.js';
import {
  type Limits,
  type ScorerModel,
  type TreesKind,
  treesFor,
} from '../src/brain/offline/scorer/shared-model.js';
import type { Trees } from '../src/brain/offline/scorer/trees.js';
import { FEATURES } from '../src/brain/offline/scorer/features.js';
import { WORD_PAIRS } from '../src/brain/offline/scorer/word-pairs.js';
import { type Example, examplesOf, RAREST, rarityFrom, rarityTable } from './examples.js';
import type { GradedQuestion } from './graded-answers.js';
import * as learning from './learn.js';
import type { Rubric } from './rubrics.js';

type Most = Readonly<Record<KeyKind, { readonly praise: number; readonly blame: number }>>;
/**
 * Shares of wrong praise and wrong blame that the limits of the scorer allow. Chosen so that the whole brain keeps the goals
 * on questions that it has not seen: the author's phrases add praise, and take away blame.
 */
const OPEN: Most = {
  reference: { praise: 0.036, blame: 0.0325 },
  references: { praise: 0.033, blame: 0.031 },
  rubric: { praise: 0.035, blame: 0.033 },
  both: { praise: 0.041, blame: 0.0335 },
};
const CORRECTED: Most = {
  reference: { praise: 0.014, blame: 0.028 },
  references: { praise: 0.01, blame: 0.027 },
  rubric: { praise: 0.013, blame: 0.028 },
  both: { praise: 0.014, blame: 0.028 },
};
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

const TREES = ['references', 'rubric', 'both'] as const;
const KINDS = ['reference', 'references', 'both', 'rubric'] as const;
const CORPORA = ['sciEntsBank', 'beetle'];
/** The number of corrections by which the limits are set. */
const USUAL_COUNT = 10;

const byKind = <T>(of: (kind: KeyKind) => T): Record<KeyKind, T> => ({
  reference: of('reference'),
  references: of('references'),
  rubric: of('rubric'),
  both: of('both'),
});

type Row = learning.Scored & { readonly kind: KeyKind };

/** For each kind of key by itself. */
function limitsByKind(
  rows: readonly Row[],
  calibration: ScorerModel['calibration'],
  most: Most,
): Record<KeyKind, Limits> {
  return byKind((kind) =>
    learning.limitsFor(
      rows.filter((row) => row.kind === kind),
      calibration[kind],
      most[kind],
    ),
  );
}

/**
 * What the trees of one kind of key learn from: answers with keys of that kind. A rubric alone is judged better by trees that
 * saw all kinds of keys, and not by how pairs of words stand.
 */
function lessonFor(of: TreesKind, examples: readonly Example[]) {
  const indices = examples.flatMap((one, index) =>
    of === 'rubric' || treesFor(one.kind) === of ? [index] : [],
  );
  const own = indices.flatMap((index) => examples[index] ?? []);
  if (of !== 'rubric') return { rows: own, indices, options: learning.scorerOptions };
  const count = FEATURES.length - WORD_PAIRS.length;
  const directions = learning.scorerOptions.directions?.slice(0, count) ?? [];
  return {
    rows: own.map((one) => ({ ...one, features: one.features.slice(0, count) })),
    indices,
    options: { ...learning.scorerOptions, trees: 500, directions },
  };
}

/** The scorer without corrections; `logits` are of answers to questions that it had not seen. */
function learnOpen(examples: ReturnType<typeof examplesOf>) {
  const unseen: learning.Unseen[] = [];
  for (const of of TREES) {
    const { rows, indices, options } = lessonFor(of, examples);
    for (const [at, one] of learning.crossValidate(rows, options).entries()) {
      const index = indices[at] ?? 0;
      if (treesFor(examples[index]?.kind ?? of) === of) unseen[index] = one;
    }
  }
  const rows = examples.map(({ isRight, corpus, kind }, index) => ({
    ...{ isRight, corpus, kind, logit: 0, ease: 0 },
    ...unseen[index],
  }));
  const shareFor = (kind: KeyKind) => learning.easeShareFor(rows.filter((row) => row.kind === kind));
  const easeShare = byKind(shareFor);
  const scored = rows.map((row) => ({ ...row, logit: row.logit - easeShare[row.kind] * row.ease }));
  const calibration = byKind((kind) => learning.calibrate(scored.filter((row) => row.kind === kind)));
  const limits = limitsByKind(scored, calibration, OPEN);
  const table = KINDS.flatMap((kind) =>
    CORPORA.map((corpus) => ({
      ...{ corpus, kind, corrections: 0 },
      ...learning.figuresOf(
        scored.filter((one) => one.corpus === corpus && one.kind === kind),
        calibration[kind],
        limits[kind],
      ),
    })),
  );
  const learnt = (of: TreesKind) => {
    const { rows, options } = lessonFor(of, examples);
    return compact(learning.learn(rows, options));
  };
  const trees = { references: learnt('references'), rubric: learnt('rubric'), both: learnt('both') };
  return { trees, easeShare, calibration, limits, logits: scored.map(({ logit }) => logit), table };
}

/** The scorer with a teacher's corrections, on top of the first one's logits. */
function learnCorrected(examples: ReturnType<typeof examplesOf>, logits: readonly number[]) {
  const rows = learning.correctedRows(examples, logits, COUNTS);
  const unseen = learning.crossValidate(rows, learning.correctionOptions);
  const scored = rows.map((row, index) => ({ ...row, logit: unseen[index]?.logit ?? 0 }));
  const calibration = learning.calibrate(scored);
  const usual = scored.filter(({ count }) => count === USUAL_COUNT);
  const limits = limitsByKind(
    usual,
    byKind(() => calibration),
    CORRECTED,
  );
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
  const { trees, easeShare, calibration, limits, logits, table } = learnOpen(examples);
  const { corrected, table: more } = learnCorrected(examples, logits);
  return {
    model: { rarity, rarest: RAREST, trees, easeShare, calibration, limits, corrected },
    examples,
    table: [...table, ...more].filter(({ answers }) => answers > 0),
  };
}
