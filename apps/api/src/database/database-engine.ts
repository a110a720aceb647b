import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { isNoRoom, reasonOf } from './database-errors.js';
import { DatabaseThread } from './embedded/database-thread.js';
import { Vacuum } from './embedded/vacuum.js';
import { migrations } from './migrations/index.js';
import { ServerLock } from './server-lock.js';

type Entities = readonly (new () => object)[];

/** The migrated database, embedded or not, and what has to be closed after it. */
export class DatabaseEngine implements AsyncDisposable {
  private constructor(
    readonly dataSource: DataSource,
    readonly kind: 'embedded' | 'postgresql',
    private readonly close: () => Promise<void>,
    private readonly vacuum?: Vacuum,
  ) {}

  /** Opens and migrates. @throws StartupError when it cannot be reached, is in use, or is of a later version */
  static async open(settings: Settings, entities: Entities): Promise<DatabaseEngine> {
    const url = settings.get('DATABASE_URL');
    return url === undefined ? embedded(settings.inData('database'), entities) : postgresql(url, entities);
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

const common = {
  type: 'postgres',
  migrations,
  synchronize: false,
  installExtensions: false,
  logging: false,
} as const;

/**
 * PostgreSQL inside this process, in a thread of its own. It has a single session: a transaction holds the whole
 * database, so nothing inside one may use a repository from outside it.
 */
async function embedded(folder: string, entities: Entities): Promise<DatabaseEngine> {
  let thread: DatabaseThread;
  try {
    thread = await DatabaseThread.open(folder);
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
  const options = { ...common, entities: [...entities], extra };
  return DatabaseEngine.of('embedded', options, () => thread[Symbol.asyncDispose]());
}

async function postgresql(url: string, entities: Entities): Promise<DatabaseEngine> {
  const lock = await ServerLock.take(url);
  return DatabaseEngine.of(
    'postgresql',
    { ...common, entities: [...entities], url, extra: { max: 10 } },
    () => lock[Symbol.asyncDispose](),
  );
}
