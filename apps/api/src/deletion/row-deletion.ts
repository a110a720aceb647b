import type { EntityManager } from 'typeorm';

/** How many rows of each table were deleted. */
export type DeletedRows = Record<string, number>;

/** A foreign key: rows of `child` refer to rows of `parent`. Columns in the order of the key. */
type ForeignKey = {
  readonly child: string;
  readonly parent: string;
  readonly childColumns: readonly string[];
  readonly parentColumns: readonly string[];
};

const FOREIGN_KEYS = `SELECT child.relname AS child, parent.relname AS parent,
    ARRAY(SELECT attname::text FROM unnest(key.conkey) WITH ORDINALITY AS part (number, place)
      JOIN pg_attribute ON attrelid = key.conrelid AND attnum = number ORDER BY place) AS "childColumns",
    ARRAY(SELECT attname::text FROM unnest(key.confkey) WITH ORDINALITY AS part (number, place)
      JOIN pg_attribute ON attrelid = key.confrelid AND attnum = number ORDER BY place) AS "parentColumns"
  FROM pg_constraint key
  JOIN pg_class child ON child.oid = key.conrelid
  JOIN pg_class parent ON parent.oid = key.confrelid
  WHERE key.contype = 'f' AND key.connamespace = current_schema()::regnamespace`;

const WITH_COLUMN = `SELECT table_name AS name FROM information_schema.columns
  JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND column_name = $1`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const deleting = (table: string, chosen: string): string =>
  `WITH gone AS (DELETE FROM ${quoted(table)} WHERE ${chosen} RETURNING 1) SELECT count(*)::int AS count FROM gone`;
const list = (names: readonly string[]): string => names.map(quoted).join(', ');

/**
 * Deletes a row and all that belongs to it: every table with the column `<table>_id`, and every row that refers to a deleted one. Read
 * from the catalogue of the database, so that no table of a later version is forgotten.
 *
 * @param manager of a transaction
 */
export async function deleteWithAll(
  manager: EntityManager,
  table: 'session' | 'student' | 'person',
  id: string,
): Promise<DeletedRows> {
  const column = `${table}_id`;
  const keys = await manager.query<ForeignKey[]>(FOREIGN_KEYS);
  const named = await manager.query<{ name: string }[]>(WITH_COLUMN, [column]);
  const deleted: DeletedRows = {};

  /** Rows that refer to the chosen ones go before them. A row that refers to its own table goes in the same statement. */
  const remove = async (name: string, chosen: string, path: readonly string[]): Promise<void> => {
    for (const { child, parent, childColumns, parentColumns } of keys) {
      if (parent !== name || child === name || path.includes(child)) continue;
      const parents = `SELECT ${list(parentColumns)} FROM ${quoted(name)} WHERE ${chosen}`;
      await remove(child, `(${list(childColumns)}) IN (${parents})`, [...path, name]);
    }
    const [row] = await manager.query<{ count: number }[]>(deleting(name, chosen), [id]);
    if (row && row.count > 0) deleted[name] = (deleted[name] ?? 0) + row.count;
  };

  for (const { name } of named) await remove(name, `${quoted(column)} = $1`, []);
  await remove(table, 'id = $1', []);
  return deleted;
}

/** Columns that say who wrote a row, and the name beside it. */
const AUTHORS = `SELECT id.table_name AS name FROM information_schema.columns id
  JOIN information_schema.columns named USING (table_schema, table_name)
  JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
    AND id.column_name = 'author_id' AND named.column_name = 'author_name'`;

/** What others were told, and stays theirs. Its author has no name any more. */
const KEPT_WITHOUT_AUTHOR: readonly string[] = ['correction', 'inquiry_reply'];

/**
 * Deletes an account with its sign-ins, its places in classes, what it wrote and invitations to its address. What it did in sessions goes
 * before.
 *
 * @param manager of a transaction
 */
export async function deletePerson(
  manager: EntityManager,
  { id, email }: { readonly id: string; readonly email: string },
): Promise<DeletedRows> {
  const deleted: DeletedRows = {};
  const remove = async (table: string, sql: string, value: string): Promise<void> => {
    const [row] = await manager.query<{ count: number }[]>(sql, [value]);
    if (row && row.count > 0) deleted[table] = (deleted[table] ?? 0) + row.count;
  };
  for (const { name } of await manager.query<{ name: string }[]>(AUTHORS)) {
    if (KEPT_WITHOUT_AUTHOR.includes(name))
      await manager.query(
        `UPDATE ${quoted(name)} SET author_id = '-', author_name = '' WHERE author_id = $1`,
        [id],
      );
    else await remove(name, deleting(name, 'author_id = $1'), id);
  }
  await remove('one_time_link', deleting('one_time_link', 'email = $1'), email);
  for (const [table, count] of Object.entries(await deleteWithAll(manager, 'person', id)))
    deleted[table] = (deleted[table] ?? 0) + count;
  return deleted;
}
