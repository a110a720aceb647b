import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { DataFolder } from '../database/data-folder.js';
import { DatabaseEngine } from '../database/database-engine.js';
import { S3Bucket } from '../storage/s3-bucket.js';
import { ArchiveReader } from './archive-reader.js';
import { BackupProblem } from './backup-problem.js';
import { SESSION } from './dump-rows.js';
import { loadRows, setCounters, withoutForeignKeys } from './load-rows.js';
import type { Manifest, StoredObject } from './manifest.js';
import type { Progress } from './progress.js';
import { RestoreTarget } from './restore-target.js';
import { unknownMigrations } from './schema-versions.js';
import { MIGRATIONS_TABLE, tablesOf } from './tables.js';

export type RestoreRequest = {
  readonly settings: Settings;
  readonly file: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
};

/**
 * Makes an installation of a backup, in an empty data folder and an empty database, of either kind. The whole backup is read
 * and compared with its checksums before anything is written. Its tables are those of the version that made it; the next
 * start of the server brings them to its own, as after any update.
 *
 * @throws BackupProblem, StartupError; then everything is as it was
 */
export async function restoreBackup(request: RestoreRequest): Promise<Manifest> {
  const { settings, file } = request;
  using archive = await ArchiveReader.open(file);
  const { manifest } = archive;
  if (unknownMigrations(manifest.migrations).length > 0)
    throw new BackupProblem(`${file} was made by a newer Lockstep; update this one. Nothing was restored.`);
  await checkAll(archive, request);
  await requireObjects(settings, manifest.objects);
  using folder = await DataFolder.open(settings.get('DATA_DIR'), { isRestoring: true });
  const target = new RestoreTarget(settings);
  await target.claim();
  try {
    {
      await using found = await DatabaseEngine.open(settings, [], 'none');
      await target.requireEmpty(found.dataSource, manifest.migrations);
    }
    await using database = await DatabaseEngine.open(settings, [], { through: manifest.migrations });
    await writeFiles(archive, target, request);
    await fill(database.dataSource, archive, request);
  } catch (error) {
    await target.giveUp();
    throw error;
  }
  await target.release();
  folder[Symbol.dispose]();
  return manifest;
}

async function checkAll(archive: ArchiveReader, { progress, signal }: RestoreRequest): Promise<void> {
  progress.begin('Checking', 'bytes', totalOf(archive.all));
  for (const entry of archive.all) {
    signal.throwIfAborted();
    for await (const chunk of archive.read(entry)) progress.add(chunk.length);
  }
}

const totalOf = (entries: readonly { readonly bytes: number }[]): number =>
  entries.reduce((sum, { bytes }) => sum + bytes, 0);

/** What the backup left in a bucket must be there, or recordings and slides would be missing. */
async function requireObjects(settings: Settings, objects: readonly StoredObject[]): Promise<void> {
  const name = settings.get('S3_BUCKET');
  if (objects.length === 0) return;
  const many = `${String(objects.length)} objects`;
  if (name === undefined)
    throw new BackupProblem(
      `The backup names ${many} that are in a bucket: set S3_BUCKET to the bucket that has them. Nothing was restored.`,
    );
  using bucket = new S3Bucket(name, settings);
  for (const { key, bytes } of objects) {
    if ((await bucket.sizeOf(key)) === bytes) continue;
    throw new BackupProblem(
      `The bucket ${name} does not have ${key} as the backup names it: copy the old bucket into it. Nothing was restored.`,
    );
  }
}

async function writeFiles(
  archive: ArchiveReader,
  target: RestoreTarget,
  { progress, signal }: RestoreRequest,
): Promise<void> {
  const { files } = archive.manifest;
  progress.begin('Files', 'bytes', totalOf(files));
  for (const entry of files) {
    const place = target.pathOf(entry.path);
    await mkdir(path.dirname(place), { recursive: true });
    const source = progress.counted(archive.read(entry));
    await pipeline(source, createWriteStream(place, { flags: 'wx', flush: true }), { signal });
  }
}

/** Everything or nothing: one transaction. */
async function fill(
  database: DataSource,
  archive: ArchiveReader,
  { progress, signal }: RestoreRequest,
): Promise<void> {
  const { tables, counters } = archive.manifest;
  const runner = database.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(SESSION);
    requireShapes(await tablesOf(runner), tables);
    progress.begin(
      'Tables',
      'rows',
      tables.reduce((sum, { rows }) => sum + rows, 0),
    );
    await withoutForeignKeys(runner, async () => {
      for (const table of tables) {
        signal.throwIfAborted();
        await loadRows(runner, table, archive.read(table.entry), (rows) => progress.add(rows));
      }
    });
    await setCounters(runner, counters);
    await runner.commitTransaction();
    await runner.query('ANALYZE');
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}

/** The tables that the migrations make are those of the backup. */
function requireShapes(made: Awaited<ReturnType<typeof tablesOf>>, wanted: Manifest['tables']): void {
  const told = (tables: Awaited<ReturnType<typeof tablesOf>>) =>
    tables
      .filter(({ name }) => name !== MIGRATIONS_TABLE)
      .map(
        ({ name, columns }) =>
          `${name} ${columns
            .map((c) => `${c.name} ${c.type}`)
            .sort()
            .join(', ')}`,
      );
  const lines = new Set(told(made));
  const strange = told(wanted).find((line) => !lines.has(line));
  if (strange === undefined) return;
  const [table = ''] = strange.split(' ');
  throw new BackupProblem(
    `The table ${table} of the backup is not one of this Lockstep's. Nothing was restored.`,
  );
}
