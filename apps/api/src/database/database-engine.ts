import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { type Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

/** The migrated database, embedded or not, and what has to be closed after it. */
export class DatabaseEngine implements AsyncDisposable {
  private constructor(
    readonly dataSource: DataSource,
    readonly kind: 'embedded' | 'postgresql',
    private readonly close: () => Promise<void>,
  ) {}

  /** Opens and migrates. Throws {@link StartupError} when it cannot be reached, is in use, or is of a later version. */
  static async open(settings: Settings): Promise<DatabaseEngine> {
    const url = settings.get('DATABASE_URL');
    return url === undefined ? embedded(settings.inData('database')) : postgresql(url);
  }

  static async of(
    kind: 'embedded' | 'postgresql',
    options: DataSourceOptions,
    close: () => Promise<void>,
  ): Promise<DatabaseEngine> {
    const dataSource = new DataSource(options);
    try {
      await dataSource.initialize();
      await dataSource.runMigrations({ transaction: 'each' });
      return new DatabaseEngine(dataSource, kind, close);
    } catch (error) {
      if (dataSource.isInitialized) await dataSource.destroy();
      await close();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.close();
  }
}

const common = {
  type: 'postgres',
  entities,
  migrations,
  synchronize: false,
  installExtensions: false,
  logging: false,
} as const;

/**
 * PostgreSQL inside this process. It has a single session: a transaction holds the whole database, so nothing inside
 * one may use a repository from outside it.
 */
async function embedded(folder: string): Promise<DatabaseEngine> {
  let database: PGlite;
  try {
    database = await PGlite.create(folder);
  } catch (cause) {
    throw new StartupError(`The embedded database in ${folder} does not open: ${messageOf(cause)}`, {
      cause,
    });
  }
  const extra = {
    ...createPgConfig(database),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
  };
  return DatabaseEngine.of('embedded', { ...common, extra }, () => database.close());
}

async function postgresql(url: string): Promise<DatabaseEngine> {
  const lock = await exclusive(url);
  return DatabaseEngine.of('postgresql', { ...common, url, extra: { max: 10 } }, () => lock.end());
}

/** Names our lock among those of other programs on the same database. */
const SERVER_LOCK = 0x4c6f636b;
const LOCK_PATIENCE_MS = 5000;

/**
 * One server per database: a session's frames leave one process only. The lock belongs to a connection, so PostgreSQL
 * gives it back when this process dies; it may take a moment to notice, hence some patience.
 */
async function exclusive(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a lost connection shows in the next query of the pool
  const place = placeOf(url);
  try {
    await client.connect();
    const deadline = Date.now() + LOCK_PATIENCE_MS;
    while (!(await tryLock(client))) {
      if (Date.now() > deadline) {
        throw new StartupError(`Another server uses the database ${place}; stop it, or set DATABASE_URL.`);
      }
      await client.query('SELECT pg_sleep(0.1)');
    }
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    if (cause instanceof StartupError) throw cause;
    const hint = 'start it, or correct DATABASE_URL';
    throw new StartupError(`The database ${place} cannot be reached (${messageOf(cause)}); ${hint}.`, {
      cause,
    });
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    SERVER_LOCK,
  ]);
  return rows[0]?.locked === true;
}

/** The address without user and password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return path.posix.join(host, pathname);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
