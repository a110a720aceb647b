import type { QueryRunner } from 'typeorm';
import { quoted, type TableShape } from './tables.js';

/** Of one answer of the database: a row may have a megabyte. */
const ROWS = 100;

/** Dates are written so that every server reads them in the same way. */
export const SESSION = `SET LOCAL datestyle = 'ISO, YMD'`;

/**
 * The rows of a table, a line for each: an array of the texts of its columns, as the database itself writes and reads
 * them, so that nothing is rounded and no kind of column is forgotten. Needs a transaction.
 */
export async function* dumpRows(
  runner: QueryRunner,
  { name, columns }: TableShape,
  onRows: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const texts = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await runner.query(
    `DECLARE dumped NO SCROLL CURSOR FOR SELECT json_build_array(${texts})::text AS line FROM ${quoted(name)}`,
  );
  for (;;) {
    const rows = (await runner.query(`FETCH ${String(ROWS)} FROM dumped`)) as { line: string }[];
    if (rows.length === 0) break;
    onRows(rows.length);
    yield Buffer.from(rows.map(({ line }) => `${line}\n`).join(''));
  }
  await runner.query('CLOSE dumped');
}
