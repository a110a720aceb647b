import { stat } from 'node:fs/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { S3Bucket } from '../storage/s3-bucket.js';
import { ArchiveWriter } from './archive-writer.js';
import { BackupProblem } from './backup-problem.js';
import { dumpRows, SESSION } from './dump-rows.js';
import { type Entry, manifestOf, type Manifest, type StoredObject, type Table } from './manifest.js';
import { openSource } from './open-source.js';
import type { Progress } from './progress.js';
import { unknownMigrations } from './schema-versions.js';
import { noteSettings } from './settings-note.js';
import { bytesOf, filesOf, isGrowing, placeOf, rootsOf } from './stored-files.js';
import { countersOf, migrationsOf, tablesOf } from './tables.js';

export type BackupRequest = {
  readonly settings: Settings;
  /** As the settings were read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
};

/** Calls of the bucket at once. */
const AT_ONCE = 8;

/**
 * Writes an installation into one file. With PostgreSQL the server may run: the tables are those of one moment, files that
 * never change are copied before it and once more behind it, so that whatever the tables name is there.
 *
 * @throws BackupProblem, StartupError; then there is no file
 */
export async function takeBackup(request: BackupRequest): Promise<Manifest> {
  const { settings, file, progress } = request;
  await using opened = await openSource(settings);
  const { source } = opened;
  const migrations = await migrationsOf(source.dataSource);
  refuseUnknown(migrations);
  await using archive = await ArchiveWriter.create(file);
  const files = new FileCopy(request, archive);
  await files.copy((name) => !isGrowing(name));
  const { tables, counters, objects } = await inOneMoment(source.dataSource, async (runner) => {
    progress.begin('Tables', 'rows');
    const shapes = await tablesOf(runner);
    const dumped: Table[] = [];
    for (const shape of shapes) {
      request.signal.throwIfAborted();
      let rows = 0;
      const lines = dumpRows(runner, shape, (more) => ((rows += more), progress.add(more)));
      const entry = await archive.add(`database/${shape.name}.jsonl`, lines, false);
      dumped.push({ ...shape, rows, entry });
    }
    const keys = await objectKeys(runner);
    return {
      tables: dumped,
      counters: await countersOf(runner, shapes),
      objects: await sized(settings, keys),
    };
  });
  await files.copy(() => true);
  const manifest = manifestOf({
    madeAt: new Date().toISOString(),
    database: source.kind,
    ...{ migrations, tables, counters, files: files.entries, objects },
    ...noteSettings(request.environment),
  });
  await archive.complete(manifest);
  return manifest;
}

function refuseUnknown(migrations: readonly string[]): void {
  if (migrations.length === 0) throw new BackupProblem('The database is empty: there is nothing to back up.');
  if (unknownMigrations(migrations).length === 0) return;
  throw new BackupProblem(
    'The database is of a newer Lockstep than this one; make its backup with that one.',
  );
}

/** The tables of one moment, while others write. */
async function inOneMoment<T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query(SESSION);
    return await work(runner);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction(); // it was only read
    await runner.release();
  }
}

/** Copies files, each once. */
class FileCopy {
  readonly entries: Entry[] = [];
  readonly #seen = new Set<string>();

  constructor(
    private readonly request: BackupRequest,
    private readonly archive: ArchiveWriter,
  ) {}

  /** Those that were not there the last time. One that was deleted meanwhile is left out: nothing names it any more. */
  async copy(isWanted: (name: string) => boolean): Promise<void> {
    const { settings, progress, signal } = this.request;
    const roots = rootsOf(settings);
    const names = (await filesOf(roots)).filter((name) => isWanted(name) && !this.#seen.has(name));
    const paths = names.map((name) => [name, placeOf(roots, name) ?? ''] as const);
    const sizes = await Promise.all(
      paths.map(([, path]) =>
        stat(path).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    progress.begin('Files', 'bytes', total);
    for (const [name, path] of paths) {
      signal.throwIfAborted();
      const found = await bytesOf(path);
      this.#seen.add(name);
      if (found === undefined) continue;
      if (name.includes('\\'))
        throw new BackupProblem(`${path} has a backslash in its name; give it another one.`);
      this.entries.push(await this.archive.add(name, progress.counted(found.bytes), true));
    }
  }
}

/** Whatever the tables name of a bucket. */
async function objectKeys(runner: QueryRunner): Promise<string[]> {
  const tables = new Set((await tablesOf(runner)).map(({ name }) => name));
  if (!tables.has('stored_object')) return []; // of a version before there were buckets
  const contents = (await runner.query('SELECT key FROM stored_object ORDER BY key')) as { key: string }[];
  const recordings = (await runner.query(
    'SELECT bucket_path AS path FROM recording WHERE bucket_path IS NOT NULL ORDER BY bucket_path',
  )) as { path: string }[];
  const ofRecordings = recordings.flatMap(({ path }) =>
    ['index.m3u8', 'recording.mp4', 'segments.json'].map((name) => `${path}/${name}`),
  );
  return [...contents.map(({ key }) => key), ...ofRecordings];
}

/** The bucket keeps its objects: their names and sizes are enough to see whether all are there. */
async function sized(settings: Settings, keys: readonly string[]): Promise<StoredObject[]> {
  const name = settings.get('S3_BUCKET');
  if (keys.length === 0) return [];
  if (name === undefined)
    throw new BackupProblem(
      'The database names objects in a bucket, and S3_BUCKET is not set: set it as for the server.',
    );
  using bucket = new S3Bucket(name, settings);
  const objects: StoredObject[] = [];
  for (let i = 0; i < keys.length; i += AT_ONCE) {
    const found = keys.slice(i, i + AT_ONCE).map(async (key) => ({ key, bytes: await bucket.sizeOf(key) }));
    for (const { key, bytes } of await Promise.all(found))
      if (bytes !== undefined) objects.push({ key, bytes });
  }
  return objects;
}
