import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { isNoRoom, reasonOf, unreachable } from './database-errors.js';
import { DatabaseThread } from './embedded/database-thread.js';
import { Vacuum } from './embedded/vacuum.js';
import { migrations } from './migrations/index.js';
import { ServerLock, type Sharing } from './server-lock.js';

type Entities = readonly (new () => object)[];

/** How far the tables are brought: to this version, not at all, or up to a set of an older version. */
export type Upgrade = 'all' | 'none' | { readonly through: readonly string[] };

/** The migrated database, embedded or not, and what has to be closed after it. */
export class DatabaseEngine implements AsyncDisposable {
  private constructor(
    readonly dataSource: DataSource,
    readonly kind: 'embedded' | 'postgresql',
    private readonly close: () => Promise<void>,
    private readonly vacuum?: Vacuum,
  ) {}

  /** Opens and migrates. @throws StartupError when it cannot be reached or is in use */
  static async open(
    settings: Settings,
    entities: Entities,
    upgrade: Upgrade = 'all',
  ): Promise<DatabaseEngine> {
    const url = settings.get('DATABASE_URL');
    return url === undefined
      ? embedded(settings, entities, upgrade)
      : postgresql(url, entities, upgrade, settings.isShared ? 'shared' : 'alone');
  }

  /** A second look at a database that a server may be using: it is only read. @throws StartupError */
  static async look(url: string): Promise<DatabaseEngine> {
    const options = { ...optionsOf([], 'none'), url, extra: { max: 1 } };
    try {
      return await DatabaseEngine.of('postgresql', options, () => Promise.resolve());
    } catch (cause) {
      throw unreachable(url, cause);
    }
  }

  static async of(
    kind: 'embedded' | 'postgresql',
    options: DataSourceOptions,
    close: () => Promise<void>,
  ): Promise<DatabaseEngine> {
    const dataSource = new DataSource(options);
    try {
      await dataSource.initialize();
      // without any, it would still make its own table
      if (options.migrations !== undefined) await dataSource.runMigrations({ transaction: 'each' });
      const vacuum = kind === 'embedded' ? new Vacuum(dataSource) : undefined;
      return new DatabaseEngine(dataSource, kind, close, vacuum);
    } catch (error) {
      if (dataSource.isInitialized) await dataSource.destroy();
      await close();
      if (!isNoRoom(error)) throw error;
      const message = 'There is no room on the disk of the database; make room, and start again.';
      throw new StartupError(message, { cause: error });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vacuum?.[Symbol.asyncDispose]();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.close();
  }
}

const optionsOf = (entities: Entities, upgrade: Upgrade) => ({
  type: 'postgres' as const,
  entities: [...entities],
  ...(upgrade === 'none' ? {} : { migrations: migrationsOf(upgrade) }),
  synchronize: false,
  installExtensions: false,
  logging: false,
});

const migrationsOf = (upgrade: Exclude<Upgrade, 'none'>) =>
  migrations.filter(({ name }) => upgrade === 'all' || upgrade.through.includes(name));

/**
 * PostgreSQL inside this process, in a thread of its own. It has a single session: a transaction holds the whole
 * database, so nothing inside one may use a repository from outside it.
 */
async function embedded(settings: Settings, entities: Entities, upgrade: Upgrade): Promise<DatabaseEngine> {
  const folder = settings.inData('database');
  let thread: DatabaseThread;
  try {
    thread = await DatabaseThread.open(folder, settings.get('DATABASE_FSYNC'));
  } catch (cause) {
    throw new StartupError(`The embedded database in ${folder} does not open: ${reasonOf(cause)}`, {
      cause,
    });
  }
  const extra = {
    ...{ user: 'postgres', password: '', database: 'postgres' },
    stream: thread.connect,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
  };
  const options = { ...optionsOf(entities, upgrade), extra };
  return DatabaseEngine.of('embedded', options, () => thread[Symbol.asyncDispose]());
}

async function postgresql(
  url: string,
  entities: Entities,
  upgrade: Upgrade,
  sharing: Sharing,
): Promise<DatabaseEngine> {
  const lock = await ServerLock.take(url, sharing);
  const options = { ...optionsOf(entities, upgrade), url, extra: { max: 10 } };
  const close = () => lock[Symbol.asyncDispose]();
  return lock.oneAtATime(() => DatabaseEngine.of('postgresql', options, close));
}
