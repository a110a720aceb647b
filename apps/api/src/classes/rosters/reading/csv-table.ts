import { MAX_ROSTER_ROWS } from '@lockstep/contracts';
import Papa from 'papaparse';
import { decodeText } from './decode-text.js';
import { RosterFileError } from './roster.js';

/** A row below the head, by the names of the columns that are known. */
export type Row<Column extends string> = {
  readonly line: number;
  /** Trimmed; empty where the row has none. */
  readonly cell: (column: Column) => string;
};

export type Table<Column extends string> = {
  readonly has: (column: Column) => boolean;
  readonly rows: readonly Row<Column>[];
};

/** Spreadsheets separate by what their country does not use in numbers; some by the wide signs of Chinese. */
const SEPARATORS = [',', ';', '\t', '|', '，', '；'];

/**
 * A table with a head, its columns in any order.
 *
 * @param columnOf the column that a cell of the head names
 * @throws RosterFileError when it is in no known encoding, a quotation mark is missing, or it has too many rows
 */
export function readTable<Column extends string>(
  bytes: Uint8Array,
  columnOf: (name: string) => Column | undefined,
): Table<Column> {
  const text = decodeText(bytes);
  const { data, errors } = Papa.parse<string[]>(text, {
    delimitersToGuess: SEPARATORS,
    preview: MAX_ROSTER_ROWS + 2, // with the head, and one that is too many
  });
  const torn = errors.find(({ type }) => type === 'Quotes');
  if (torn) throw new RosterFileError('quotes', String(lineOf(data, torn.row ?? 0)));
  if (data.length > MAX_ROSTER_ROWS + 1) throw new RosterFileError('too-many-rows', String(MAX_ROSTER_ROWS));
  const places = new Map<Column, number>();
  for (const [i, name] of (data[0] ?? []).entries()) {
    const column = columnOf(name);
    if (column !== undefined && !places.has(column)) places.set(column, i);
  }
  return { has: (column) => places.has(column), rows: [...rowsOf(data, places)] };
}

function* rowsOf<Column extends string>(
  data: readonly string[][],
  places: ReadonlyMap<Column, number>,
): Generator<Row<Column>> {
  let line = 1;
  for (const [i, cells] of data.entries()) {
    if (i > 0 && cells.some((cell) => cell.trim() !== ''))
      yield { line, cell: (column) => cells[places.get(column) ?? -1]?.trim() ?? '' };
    line += linesOf(cells);
  }
}

/** A cell in quotation marks may have several lines. */
const linesOf = (cells: readonly string[]): number =>
  1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

const lineOf = (data: readonly string[][], row: number): number =>
  data.slice(0, row).reduce((line, cells) => line + linesOf(cells), 1);
