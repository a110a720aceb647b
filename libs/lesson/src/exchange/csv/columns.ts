import type { AskStep } from '@lockstep/contracts';
import { asNarration } from '../../narration/as-narration.js';
import { writtenWords } from '../../narration/written-words.js';
import { orderedEntries } from '../../text/ordered-names.js';
import { readCell, textOfList, textOfPairs } from './cells.js';

/** What a cell of a column is: how it is read and written. `undefined` read from a cell: it cannot be read. */
export type Column = { readonly read: (cell: string) => unknown; readonly write: (value: unknown) => string };

const narration: Column = { read: asNarration, write: (value) => writtenWords(value as string) };
const text: Column = { read: (cell) => cell, write: (value) => String(value) };
const list: Column = { read: readCell.list, write: (value) => textOfList(value as readonly string[]) };
/** Of answers that stand in other cells: looked up by their name. */
const pairs: Column = {
  read: (cell) => {
    const read = readCell.pairs(cell);
    return read && Object.fromEntries(orderedEntries(read));
  },
  write: (value) => textOfPairs(value as Record<string, string>),
};
/** In their order. */
const named: Column = {
  read: readCell.pairs,
  write: (value) => textOfPairs(value as Record<string, string>),
};
const number: Column = { read: readCell.number, write: String };
const truth: Column = { read: readCell.truth, write: (value) => (value === true ? 'yes' : 'no') };
const range: Column = {
  read: readCell.range,
  write: (value) => (value as readonly number[]).map(String).join('..'),
};
/** Values of `compare` that are no words: a number stays one, `yes` is true. */
const settings: Column = {
  read: (cell) => {
    const read = readCell.pairs(cell);
    return read && Object.fromEntries(Object.entries(read).map(([key, value]) => [key, valueOf(value)]));
  },
  write: (value) =>
    textOfPairs(
      Object.fromEntries(
        Object.entries(value as object).map(([key, one]) => [
          key,
          one === true ? 'yes' : one === false ? 'no' : String(one),
        ]),
      ),
    ),
};
const valueOf = (text: string): unknown =>
  /^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : (readCell.truth(text) ?? text);

/** The columns, in the order in which they are written; each has the name of its key in the lesson script. */
export const columns = {
  id: text,
  answer: text,
  prompt: narration,
  choices: list,
  right: list,
  accept: list,
  'accept.say': pairs,
  'accept.credit': pairs,
  wrong: named,
  order: list,
  match: named,
  extra: list,
  gaps: text,
  tolerance: text,
  range,
  unit: text,
  compare: settings,
  rubric: list,
  pointsWanted: number,
  grammar: truth,
  tense: text,
  points: number,
  confidence: truth,
  hints: list,
  tries: number,
  window: text,
  endsEarly: truth,
  shuffle: truth,
  several: truth,
  'say.right': narration,
  'say.partly': narration,
  'say.wrong': narration,
  'say.nothing': narration,
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnName = keyof typeof columns;
export const columnNames = Object.keys(columns) as ColumnName[];
/** What a question writes into each column. */
export type Row = { readonly [Name in ColumnName]?: unknown };
export type { AskStep };
