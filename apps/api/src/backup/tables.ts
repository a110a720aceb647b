import type { DataSource } from 'typeorm';
import type { Counter, Table } from './manifest.js';

export type TableShape = Pick<Table, 'name' | 'columns'>;

/** What TypeORM keeps its own account in. */
export const MIGRATIONS_TABLE = 'migrations';

type Column = { readonly table: string; readonly name: string; readonly type: string };

const COLUMNS = `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  ORDER BY c.relname, a.attnum`;

/** Every table of the server, in the order of their names. */
export async function tablesOf(database: Pick<DataSource, 'query'>): Promise<TableShape[]> {
  const columns = await database.query<Column[]>(COLUMNS);
  const tables = Map.groupBy(columns, ({ table }) => table);
  tables.delete(MIGRATIONS_TABLE);
  return [...tables].map(([name, own]) => ({
    name,
    columns: own.map(({ name: column, type }) => ({ name: column, type })),
  }));
}

/** Names of the migrations that made the tables, in order; none for a database that is empty. */
export async function migrationsOf(database: Pick<DataSource, 'query'>): Promise<string[]> {
  const [found] = await database.query<{ there: boolean }[]>(
    `SELECT to_regclass(quote_ident(current_schema()) || '.${MIGRATIONS_TABLE}') IS NOT NULL AS there`,
  );
  if (found?.there !== true) return [];
  const rows = await database.query<{ name: string }[]>(`SELECT name FROM "${MIGRATIONS_TABLE}" ORDER BY id`);
  return rows.map(({ name }) => name);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Columns that count by themselves, with their counters. */
export async function countersOf(
  database: Pick<DataSource, 'query'>,
  tables: readonly TableShape[],
): Promise<Counter[]> {
  const counters: Counter[] = [];
  for (const { name: table, columns } of tables) {
    for (const { name: column } of columns) {
      const [row] = await database.query<{ sequence: string | null }[]>(
        'SELECT pg_get_serial_sequence($1, $2) AS sequence',
        [quoted(table), column],
      );
      if (row?.sequence == null) continue;
      const [state] = await database.query<{ last: string | null }[]>(
        `SELECT CASE WHEN is_called THEN last_value::text END AS last FROM ${row.sequence}`,
      );
      counters.push({ table, column, last: state?.last ?? null });
    }
  }
  return counters;
}
