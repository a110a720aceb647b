/**
 * `npm run -s train:scorer -- FOLDER`: learns the scorer of open answers from graded answers (SemEval-2013 task 7;
 * `libs/virtual-teacher/training/README.md`) and writes its weights. The same folder gives the same weights.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readGradedAnswers } from './graded-answers.js';
import { writeHeldTable } from './held-table.js';
import { learnModel } from './learn-model.js';
import { readRubrics } from './rubrics.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dry: { type: 'boolean', default: false } },
});
const [folder = ''] = positionals;
if (folder === '')
  throw new Error('Name the folder with the graded answers: npm run -s train:scorer -- FOLDER');

const { model, table, examples } = learnModel(await readGradedAnswers(folder), await readRubrics());
console.table(table);

if (!values.dry) {
  const file = new URL('../src/brain/offline/scorer/scorer-weights.ts', import.meta.url);
  const head = `/**
 * Weights of the scorer of open answers, learnt from the training part of SemEval-2013 task 7 (SciEntsBank, Beetle) by
 * Dzikovska, Nielsen, Brew, Leacock, Giampiccolo, Bentivogli, Clark, Dagan and Dang. This file is under CC BY-SA 3.0 as
 * they are; see NOTICE. Written by \`npm run -s train:scorer\`; not to be edited.
 */
`;
  await writeFile(file, `${head}export const scorerWeights =\n  '${JSON.stringify(model)}';\n`);
  await writeHeldTable(examples);
}
