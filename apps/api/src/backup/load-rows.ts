import type { QueryRunner } from 'typeorm';
import type { Counter, Table } from './manifest.js';
import { quoted } from './tables.js';

/** Of one statement. */
const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 2 * 1024 * 1024;
const LINE_FEED = 0x0a;

type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string };

const FOREIGN_KEYS = `SELECT c.relname AS "table", k.conname AS name, pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`;

/** Runs `work` without foreign keys, so that tables may be filled in any order, and has them checked as a whole behind it. */
export async function withoutForeignKeys(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  const keys = (await runner.query(FOREIGN_KEYS)) as ForeignKey[];
  for (const { table, name } of keys)
    await runner.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  await work();
  for (const { table, name, definition } of keys)
    await runner.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
}

/** Fills an empty table with the lines that {@link dumpRows} made. @returns how many rows */
export async function loadRows(
  runner: QueryRunner,
  { name, columns }: Pick<Table, 'name' | 'columns'>,
  bytes: AsyncIterable<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<number> {
  const list = columns.map((column) => quoted(column.name)).join(', ');
  const values = columns.map(({ type }, i) => `(line ->> ${String(i)})::${type}`).join(', ');
  const insert = `INSERT INTO ${quoted(name)} (${list}) OVERRIDING SYSTEM VALUE
    SELECT ${values} FROM json_array_elements($1::json) AS line`;
  let batch: string[] = [];
  let characters = 0;
  let rows = 0;
  const send = async () => {
    if (batch.length === 0) return;
    await runner.query(insert, [`[${batch.join(',')}]`]);
    onRows(batch.length);
    rows += batch.length;
    [batch, characters] = [[], 0];
  };
  for await (const line of linesOf(bytes)) {
    batch.push(line);
    characters += line.length;
    if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await send();
  }
  await send();
  return rows;
}

/** Lets the counters of the database go on where they were. */
export async function setCounters(runner: QueryRunner, counters: readonly Counter[]): Promise<void> {
  for (const { table, column, last } of counters) {
    await runner.query('SELECT setval(pg_get_serial_sequence($1, $2)::regclass, $3::bigint, $4)', [
      ...[quoted(table), column],
      ...[last ?? '1', last !== null],
    ]);
  }
}

/** A line break within a text is escaped in JSON; other characters that some readers break lines at are not. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = all.indexOf(LINE_FEED); end >= 0; end = all.indexOf(LINE_FEED, from)) {
      yield all.toString('utf8', from, end);
      from = end + 1;
    }
    rest = all.subarray(from);
  }
  if (rest.length > 0) yield rest.toString();
}
