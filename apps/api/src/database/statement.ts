import type { DataSource } from 'typeorm';

/** A statement that is asked for so often that the database keeps it parsed and planned, by its name. */
export type Statement = {
  readonly name: string;
  readonly text: string;
  /** How long it is waited for, ms; then its connection is given up. Absent: until it is answered. */
  readonly query_timeout?: number;
};

/** As much as is used here of the pool of node-postgres, which TypeORM types as `any`. */
type Pool = {
  query<Row>(
    prepared: Statement & { readonly values: readonly unknown[] },
  ): Promise<{ readonly rows: Row[] }>;
};

/**
 * Runs a prepared statement outside of any transaction, on a connection of the pool that TypeORM uses too.
 *
 * @throws the error of node-postgres
 */
export async function run<Row>(
  { driver }: DataSource,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  if (!('master' in driver)) throw new Error('The database has no pool of connections.');
  const pool = driver.master as Pool;
  return (await pool.query<Row>({ ...statement, values })).rows;
}
