import type { DataSource } from 'typeorm';

type Column = { readonly table: string; readonly column: string };

const COLUMNS = `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
  JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`;

/** Every `table.column` of the database, whatever its type, in which one of the words stands somewhere. */
export async function placesOf(database: DataSource, words: readonly string[]): Promise<string[]> {
  const columns = await database.query<Column[]>(COLUMNS);
  const places: string[] = [];
  for (const { table, column } of columns) {
    const found = await database.query<unknown[]>(
      `SELECT 1 FROM "${table}" row, unnest($1::text[]) word WHERE strpos(row."${column}"::text, word) > 0 LIMIT 1`,
      [words],
    );
    if (found.length > 0) places.push(`${table}.${column}`);
  }
  return places.sort();
}

/** The same after a deletion: who did what to whom is kept, by ids that lead nowhere any more. */
export const leftPlacesOf = async (database: DataSource, words: readonly string[]): Promise<string[]> =>
  (await placesOf(database, words)).filter((place) => !/^audit_entry\.(actor|subject)_id$/.test(place));
