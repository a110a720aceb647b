import { setTimeout as after } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { StartupError } from '../config/startup-error.js';
import { placeOf, unreachable } from './database-errors.js';

/** Names our locks among those of other programs on the same database. */
const SERVER_LOCK = 0x4c6f636b;
const STARTING_LOCK = 0x4c6f636c;
/** PostgreSQL may take a moment to notice that a killed server is gone. */
const PATIENCE_MS = 5000;
const RETRY_MS = 1000;

/** Whether this process is the only one on its database, or one of several that say so. */
export type Sharing = 'alone' | 'shared';

const TAKE: Readonly<Record<Sharing, string>> = {
  alone: 'SELECT pg_try_advisory_lock($1) AS locked',
  shared: 'SELECT pg_try_advisory_lock_shared($1) AS locked',
};

/** What to do about another server on the same database. */
const REMEDIES: Readonly<Record<Sharing, string>> = {
  alone: 'stop it, or set DATABASE_URL; servers that are to share it all need the same REDIS_URL',
  shared: 'it has no REDIS_URL: stop it, and start it with the same one',
};

/**
 * One server per database, or several that all know of each other. The lock belongs to a connection, so PostgreSQL
 * gives it back when this process dies. A connection that breaks is made again, and the lock taken again with it.
 */
export class ServerLock implements AsyncDisposable {
  readonly #logger = new Logger('Database');
  readonly #closed = new AbortController();
  #client: pg.Client | undefined;

  private constructor(
    private readonly url: string,
    private readonly sharing: Sharing,
  ) {}

  /** @throws StartupError where the database cannot be reached, or another server has the lock */
  static async take(url: string, sharing: Sharing): Promise<ServerLock> {
    const lock = new ServerLock(url, sharing);
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await lock.#tryTake())) {
      if (Date.now() > deadline)
        throw new StartupError(`Another server uses the database ${placeOf(url)}; ${REMEDIES[sharing]}.`);
      await after(RETRY_MS / 10);
    }
    return lock;
  }

  /** What must not happen in two processes at once, such as migrations. */
  async oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    await this.#client?.query('SELECT pg_advisory_lock($1)', [STARTING_LOCK]);
    try {
      return await work();
    } finally {
      await this.#client?.query('SELECT pg_advisory_unlock($1)', [STARTING_LOCK]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    await this.#client?.end();
  }

  async #tryTake(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined); // its end follows
    try {
      await client.connect();
      const { rows } = await client.query<{ locked: boolean }>(TAKE[this.sharing], [SERVER_LOCK]);
      if (rows[0]?.locked !== true) {
        await client.end();
        return false;
      }
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw unreachable(this.url, cause);
    }
    client.once('end', () => {
      if (!this.#closed.signal.aborted) void this.#retake();
    });
    this.#client = client;
    return true;
  }

  async #retake(): Promise<void> {
    this.#logger.warn('The connection to the database broke; it is made again.');
    while (!this.#closed.signal.aborted) {
      await after(RETRY_MS, undefined, { signal: this.#closed.signal }).catch(() => undefined);
      try {
        if (await this.#tryTake()) return;
        this.#logger.error('Another server has taken the database meanwhile; stop one of the two.');
      } catch {
        // still away; calls that need it now are refused
      }
    }
  }
}
