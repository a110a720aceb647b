/**
 * `npm run -s train:scorer -- FOLDER`: learns the scorer of open answers from graded answers (SemEval-2013 task 7;
 * `libs/virtual-teacher/training/README.md`) and writes its weights. The same folder gives the same weights.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ScorerModel } from '../src/brain/offline/scorer/shared-model.js';
import type { Trees } from '../src/brain/offline/scorer/trees.js';
import { examplesOf, RAREST, rarityFrom, rarityTable } from './examples.js';
import { readGradedAnswers } from './graded-answers.js';
import * as learning from './learn.js';
import { readRubrics } from './rubrics.js';

/** Limits on wrong praise and wrong blame, under the goals: an unseen question differs from those seen here. */
const OPEN = { praise: 0.045, blame: 0.028 };
const CORRECTED = { praise: 0.013, blame: 0.028 };
const COUNTS = [3, 5, 10, 15, 20];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dry: { type: 'boolean', default: false } },
});
const [folder = ''] = positionals;
if (folder === '')
  throw new Error('Name the folder with the graded answers: npm run -s train:scorer -- FOLDER');

const compact = ({ base, trees }: Trees): Trees => ({
  base: Number(base.toFixed(4)),
  trees: trees.map(({ features, limits, leaves }) => ({
    features,
    limits: limits.map((limit) => (Number.isFinite(limit) ? Number(limit.toFixed(4)) : 1e9)),
    leaves,
  })),
});

const questions = await readGradedAnswers(folder);
const rarity = rarityTable(questions);
const examples = examplesOf(questions, await readRubrics(), rarityFrom(rarity));
const logits = learning.crossValidate(examples, learning.scorerOptions);
const scored = examples.map(({ isRight, corpus, kind }, index) => ({
  isRight,
  corpus,
  kind,
  logit: logits[index] ?? 0,
}));
const calibration = learning.calibrate(scored);
const school = scored.filter(({ corpus }) => corpus === 'sciEntsBank');
const limits = {
  reference: learning.limitsFor(
    school.filter(({ kind }) => kind === 'reference'),
    calibration,
    OPEN,
  ),
  rubric: learning.limitsFor(
    school.filter(({ kind }) => kind === 'rubric'),
    calibration,
    OPEN,
  ),
  both: learning.limitsFor(
    school.filter(({ kind }) => kind === 'both'),
    calibration,
    OPEN,
  ),
};

const rows = learning.correctedRows(examples, logits, COUNTS);
const correctedLogits = learning.crossValidate(rows, learning.correctionOptions);
const correctedScores = rows.map((row, index) => ({ ...row, logit: correctedLogits[index] ?? 0 }));
const ten = correctedScores.filter(({ count, corpus }) => count === 10 && corpus === 'sciEntsBank');
const correctedCalibration = learning.calibrate(correctedScores);
const correctedLimits = learning.limitsFor(ten, correctedCalibration, CORRECTED);

const table = [
  ...(['reference', 'both', 'rubric'] as const).flatMap((kind) =>
    ['sciEntsBank', 'beetle'].map((corpus) => ({
      corpus,
      kind,
      corrections: 0,
      ...learning.figuresOf(
        scored.filter((one) => one.corpus === corpus && one.kind === kind),
        calibration,
        limits[kind],
      ),
    })),
  ),
  ...(['reference', 'both', 'rubric'] as const).flatMap((kind) =>
    COUNTS.map((count) => ({
      corpus: 'sciEntsBank',
      kind,
      corrections: count,
      ...learning.figuresOf(
        correctedScores.filter(
          (one) => one.corpus === 'sciEntsBank' && one.kind === kind && one.count === count,
        ),
        correctedCalibration,
        correctedLimits,
      ),
    })),
  ),
];
console.table(table.filter(({ answers }) => answers > 0));

const model: ScorerModel = {
  rarity,
  rarest: RAREST,
  trees: compact(learning.learn(examples, learning.scorerOptions)),
  calibration,
  limits,
  corrected: {
    trees: compact(learning.learn(rows, learning.correctionOptions)),
    calibration: correctedCalibration,
    limits: correctedLimits,
  },
};
if (!values.dry) {
  const file = new URL('../src/brain/offline/scorer/scorer-weights.ts', import.meta.url);
  const head = `/**
 * Weights of the scorer of open answers, learnt from the training part of SemEval-2013 task 7 (SciEntsBank, Beetle) by
 * Dzikovska, Nielsen, Brew, Leacock, Giampiccolo, Bentivogli, Clark, Dagan and Dang. This file is under CC BY-SA 3.0 as
 * they are; see NOTICE. Written by \`npm run -s train:scorer\`; not to be edited.
 */
`;
  await writeFile(file, `${head}export const scorerWeights =\n  '${JSON.stringify(model)}';\n`);
}
