import type { DataSource } from 'typeorm';

/** A table every half minute: each comes round in about five minutes. */
const EVERY_MS = 30_000;

/**
 * Cleans the tables of the embedded database, which has no autovacuum: without it the room of deleted and updated rows is
 * never used again, and the planner knows nothing of what the tables hold. One table at a time and only while nobody waits,
 * because the database has one session; a table that was cleaned before takes milliseconds.
 */
export class Vacuum implements AsyncDisposable {
  readonly #timer: NodeJS.Timeout;
  readonly #tables: string[];
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    everyMs = EVERY_MS,
  ) {
    this.#tables = dataSource.entityMetadatas.map(({ tablePath }) => tablePath);
    this.#timer = setInterval(() => {
      if (isAtRest(dataSource)) this.#running = this.next().catch(() => undefined); // its turn comes again
    }, everyMs).unref();
  }

  /** Cleans the table that was cleaned longest ago. */
  async next(): Promise<void> {
    const table = this.#tables.shift();
    if (table === undefined) return;
    this.#tables.push(table);
    await this.dataSource.query(`VACUUM (ANALYZE) "${table}"`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}

/** The one connection of the pool is there, and nobody has it. */
function isAtRest({ driver }: DataSource): boolean {
  const { master: pool } = driver as unknown as { readonly master: Readonly<Record<string, number>> };
  return pool['waitingCount'] === 0 && pool['idleCount'] === pool['totalCount'];
}
