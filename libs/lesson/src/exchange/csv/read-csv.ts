import Papa from 'papaparse';
import { nearest } from '../../nearest.js';
import type { AskText } from '../../text/lesson-text.js';
import { MAX_EXCHANGE_TEXT, type ReadQuestions } from '../exchange.js';
import type { Tell } from '../left-out.js';
import { StepReader, unreadable } from '../read-steps.js';
import { asNarration } from '../../narration/as-narration.js';
import { plainCell } from './cells.js';
import { type ColumnName, columnNames, columns } from './columns.js';

/**
 * Reads questions in CSV: the first row names the columns, each further row is a question. Commas, semicolons or tabs.
 * Never throws, whatever the text; what cannot be taken over is told with its row.
 */
export function readCsv(text: string): ReadQuestions {
  if (text.length > MAX_EXCHANGE_TEXT) return unreadable('file-too-long', { most: MAX_EXCHANGE_TEXT });
  const table = text.replace(/^\uFEFF/u, '');
  const { data, errors } = Papa.parse<string[]>(table, { delimiter: delimiterOf(table) });
  const steps = new StepReader();
  const headAt = data.findIndex(
    (row) => row.some((cell) => cell.trim() !== '') && !/^sep=/u.test(row[0] ?? ''),
  );
  const names = headOf(data[headAt] ?? [], headAt + 1, steps);
  if (!names.includes('prompt')) return unreadable('no-prompt-column');
  const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  for (const [i, row] of data.entries()) {
    if (i <= headAt || row.every((cell) => cell.trim() === '')) continue;
    if (!steps.hasRoom(i + 1)) break;
    if (broken.has(i)) steps.tell(i + 1, 'bad-quotes');
    readRow(row, names, i + 1, steps);
  }
  return steps.result();
}

/** What divides the cells of the first row, which are names: the sign that is there most often. */
function delimiterOf(table: string): string {
  const [, said] = /^sep=([;,\t])\r?\n/u.exec(table) ?? [];
  if (said !== undefined) return said;
  const head =
    table
      .slice(0, 4000)
      .trimStart()
      .split(/[\r\n]/u, 1)[0] ?? '';
  const countOf = (sign: string) => head.split(sign).length;
  return [',', ';', '\t'].reduce((most, sign) => (countOf(sign) > countOf(most) ? sign : most));
}

/** The column of each place; undefined for one that is not known, which is told. */
function headOf(row: readonly string[], line: number, steps: StepReader): (ColumnName | undefined)[] {
  return row.map((cell) => {
    const name = cell.trim();
    const known = columnNames.find((column) => column.toLowerCase() === name.toLowerCase());
    if (known === undefined && name !== '') {
      const meant = nearest(name, columnNames);
      steps.tell(line, 'unknown-column', { column: meant === undefined ? name : `${name} (${meant}?)` });
    }
    return known;
  });
}

function readRow(
  row: readonly string[],
  names: readonly (ColumnName | undefined)[],
  line: number,
  steps: StepReader,
): void {
  const tell = steps.tellerAt(line);
  if (row.slice(names.length).some((cell) => cell.trim() !== '')) tell('bad-row');
  const cells = new Map<ColumnName, unknown>();
  for (const [i, name] of names.entries()) {
    const cell = plainCell((row[i] ?? '').trim());
    if (name === undefined || cell === '') continue;
    const value = columns[name].read(cell);
    if (value === undefined) tell('bad-cell', { column: name });
    else cells.set(name, value);
  }
  const prompt = cells.get('prompt');
  if (cells.get('answer') === 'say')
    return prompt === undefined ? undefined : steps.say(line, prompt as string);
  steps.ask(line, askOf(cells, tell), cells.get('id') as string | undefined);
}

const GROUPED = new Set<ColumnName>(['id', 'accept', 'accept.say', 'accept.credit', 'tolerance', 'right']);

/** The question that the cells of a row say; whether it fits is seen afterwards. */
function askOf(cells: ReadonlyMap<ColumnName, unknown>, tell: Tell): AskText {
  const say: Record<string, unknown> = {};
  const ask: Record<string, unknown> = { prompt: asNarration('…') };
  for (const [name, value] of cells) {
    if (name.startsWith('say.')) say[name.slice(4)] = value;
    else if (!GROUPED.has(name)) ask[name] = value;
  }
  const right = cells.get('right') as readonly string[] | undefined;
  if (right) ask['right'] = right.length === 1 ? right[0] : right;
  const tolerance = cells.get('tolerance') as string | undefined;
  if (tolerance !== undefined)
    ask['tolerance'] = tolerance.endsWith('%') ? tolerance : Number(tolerance.replace(',', '.'));
  const accept = acceptOf(cells, tell);
  return { ...ask, ...(accept && { accept }), ...(Object.keys(say).length > 0 && { say }) } as AskText;
}

function acceptOf(cells: ReadonlyMap<ColumnName, unknown>, tell: Tell): unknown[] | undefined {
  const accept = cells.get('accept') as readonly string[] | undefined;
  const said = (cells.get('accept.say') ?? {}) as Readonly<Record<string, string>>;
  const credit = (cells.get('accept.credit') ?? {}) as Readonly<Record<string, string>>;
  for (const [column, named] of [['accept.say', said] as const, ['accept.credit', credit] as const])
    if (Object.keys(named).some((answer) => !accept?.includes(answer))) tell('bad-cell', { column });
  return accept?.map((answer) => {
    const more = {
      ...(Object.hasOwn(said, answer) && { say: said[answer] }),
      ...(Object.hasOwn(credit, answer) && { credit: credit[answer] }),
    };
    return Object.keys(more).length === 0 ? answer : { answer, ...more };
  });
}
