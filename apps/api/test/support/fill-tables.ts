import type { DataSource } from 'typeorm';

type Column = { readonly table: string; readonly column: string; readonly type: string };

/** Of whom or what rows are: by the columns that name them. */
export type Ids = Readonly<
  Partial<Record<'session_id' | 'student_id' | 'person_id' | 'webhook_id' | 'template_id', string>>
>;

/** Columns that must be given; those with a default are left to the database. */
const NEEDED = `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
  JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
    AND (is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' OR column_name IN ('session_id', 'student_id', 'person_id'))`;

const columnsOf = (database: DataSource) => database.query<Column[]>(NEEDED);

/** Every table with a column of this name. */
export const tablesWith = async (database: DataSource, name: keyof Ids): Promise<string[]> =>
  (await columnsOf(database)).filter(({ column }) => column === name).map(({ table }) => table);

/** The most private of the columns of a table. */
const OWN = ['student_id', 'person_id', 'session_id'] as const;

type Filling = {
  /** Tables that get none. */
  readonly without?: readonly string[];
  /** Values of columns that cannot be just anything. These tables are filled first, in this order. */
  readonly given?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/**
 * A row in every table that can hold something of a student, person or session and has none of theirs yet.
 *
 * @param said what texts and JSON in them contain
 */
export async function fillTables(
  database: DataSource,
  ids: Ids,
  said: string,
  { without = [], given = {} }: Filling = {},
): Promise<void> {
  const tables = Map.groupBy(await columnsOf(database), ({ table }) => table);
  for (const table of new Set([...Object.keys(given), ...tables.keys()])) {
    const columns = tables.get(table) ?? [];
    const where = OWN.find((own) => ids[own] !== undefined && columns.some(({ column }) => column === own));
    if (where === undefined || without.includes(table)) continue;
    const there = `SELECT 1 FROM "${table}" WHERE "${where}" = $1 LIMIT 1`;
    if ((await database.query<unknown[]>(there, [ids[where]])).length > 0) continue;
    const needed = columns.map((column) => [column.column, valueOf(column, ids, said)] as const);
    const row = { ...Object.fromEntries(needed), ...given[table] };
    const list = Object.keys(row).map((column) => `"${column}"`);
    const places = list.map((_, i) => `$${String(i + 1)}`);
    const insert = `INSERT INTO "${table}" (${list.join(', ')}) VALUES (${places.join(', ')})`;
    await database.query(insert, Object.values(row));
  }
}

function valueOf({ column, type }: Column, ids: Ids, said: string): unknown {
  const id = (ids as Readonly<Record<string, string | undefined>>)[column];
  if (id !== undefined) return id;
  if (OWN.some((own) => own === column)) return null;
  if (type.startsWith('timestamp')) return new Date();
  if (type === 'jsonb') return JSON.stringify({ said });
  if (type === 'boolean') return false;
  if (/int|double|numeric/.test(type)) return 1;
  return `${said} ${column} of ${ids.session_id ?? ids.person_id ?? ''}`;
}
