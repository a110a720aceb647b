import { orderedRecord } from '../../text/ordered-names.js';
import { type AskStep, isOnPicture } from '@lockstep/contracts';
import Papa from 'papaparse';
import { textOfTask } from '../../tasks/task-texts.js';
import { writeDuration, writeShare } from '../../text/units.js';
import { cannot, type Cannot } from '../exchange.js';
import { safeCell } from './cells.js';
import { type ColumnName, columnNames, columns, type Row } from './columns.js';

/** A question as one row, in the order of the columns. */
export function writeCsvQuestion(step: AskStep): string | Cannot {
  if (isOnPicture(step.task)) return cannot('questions on a picture stay in the lesson');
  if (step.task?.kind === 'survey') return cannot('a row has no room for the items of a survey');
  const row = rowOf(step);
  const cells = columnNames.map((name) => safeCell(cellOf(name, row[name])));
  return Papa.unparse([cells], { newline: '\r\n' });
}

/** A file that spreadsheets open: with the mark of UTF-8. */
export const joinCsv = (rows: readonly string[]): string =>
  `\uFEFF${[Papa.unparse([columnNames]), ...rows].join('\r\n')}\r\n`;

const cellOf = (name: ColumnName, value: unknown): string => {
  const isNothing =
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return isNothing ? '' : columns[name].write(value);
};

/** What differs from the default, by column. */
function rowOf(step: AskStep): Row {
  const { answer, choices, accept, feedback, wrong, compare, rubric, say } = step;
  const { tolerance, range, unit, ...other } = compare;
  const right =
    answer === 'truefalse' ? choices.filter((one) => one.right).map(({ id }) => id) : rightOf(step);
  const textOf = (id: string) => choices.find((choice) => choice.id === id)?.text ?? id;
  return {
    ...{ id: step.id, answer, prompt: step.prompt, right, accept, hints: step.hints },
    ...(answer !== 'truefalse' && { choices: choices.map(({ text }) => text) }),
    'accept.say': Object.fromEntries(
      feedback.flatMap((one) => (one.say === undefined ? [] : [[one.answer, one.say]])),
    ),
    'accept.credit': Object.fromEntries(
      feedback.flatMap((one) => (one.credit === undefined ? [] : [[one.answer, writeShare(one.credit)]])),
    ),
    wrong: orderedRecord(wrong.map((one) => [textOf(one.answer), one.because])),
    ...(step.task && textOfTask(step.task)),
    ...{ tolerance, range, unit, compare: other, rubric: rubric.map(({ point }) => point) },
    ...{ pointsWanted: step.pointsWanted, tense: step.tense, points: step.points },
    ...(step.grammar && { grammar: true }),
    ...(step.confidence && { confidence: true }),
    ...(step.shuffle && { shuffle: true }),
    ...(step.several && { several: true }),
    ...(step.tries !== 1 && { tries: step.tries }),
    ...(step.windowMs !== 30_000 && {
      window: step.windowMs === null ? 'none' : writeDuration(step.windowMs),
    }),
    ...(!step.endsEarly && { endsEarly: false }),
    ...{
      'say.right': say.right,
      'say.partly': say.partly,
      'say.wrong': say.wrong,
      'say.nothing': say.nothing,
    },
  };
}

const rightOf = ({ choices }: AskStep): string[] =>
  choices.filter((one) => one.right).map(({ text }) => text);
