import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { RESTORING } from '../database/data-folder.js';
import { placeOf } from '../database/database-errors.js';
import { BackupProblem } from './backup-problem.js';
import { filesOf, placeOf as placeIn, type Root, rootsOf } from './stored-files.js';
import { migrationsOf, quoted, tablesOf } from './tables.js';

/** Where an installation is restored: nothing may be there, so that nothing can be lost. */
export class RestoreTarget {
  readonly roots: readonly Root[];
  readonly #marker: string;

  constructor(private readonly settings: Settings) {
    this.roots = rootsOf(settings);
    this.#marker = settings.inData(RESTORING);
  }

  /**
   * Marks the folders as ours, after a look that they are empty. What a restore left that was killed is removed first.
   * @throws BackupProblem where something is there
   */
  async claim(): Promise<void> {
    if ((await readdir(this.settings.get('DATA_DIR'))).includes(RESTORING)) await this.#clear();
    const [file] = await filesOf(this.roots);
    const isDatabaseNew = !this.#isEmbedded || (await namesIn(this.settings.inData('database'))).length === 0;
    if (file === undefined && isDatabaseNew) return writeFile(this.#marker, '');
    const what = file === undefined ? this.settings.get('DATA_DIR') : path.dirname(this.pathOf(file));
    throw new BackupProblem(
      `${what} is not empty: restore into a new data folder (DATA_DIR). Nothing was restored.`,
    );
  }

  /**
   * The tables may be there, as long as there is no row in them.
   * @param migrations of the backup
   */
  async requireEmpty(database: DataSource, migrations: readonly string[]): Promise<void> {
    const applied = await migrationsOf(database);
    const tables = (await tablesOf(database)).map(({ name }) => name);
    let isFit =
      applied.every((name) => migrations.includes(name)) && (applied.length > 0 || tables.length === 0);
    for (const table of tables) {
      const rows = await database.query<unknown[]>(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
      if (rows.length > 0) isFit = false;
    }
    if (isFit) return;
    const url = this.settings.get('DATABASE_URL');
    const place = url === undefined ? this.settings.inData('database') : placeOf(url);
    throw new BackupProblem(`The database ${place} is not empty: create another one. Nothing was restored.`);
  }

  /** @throws BackupProblem for a path that has no place here */
  pathOf(file: string): string {
    const place = placeIn(this.roots, file);
    if (place === undefined) throw new BackupProblem(`The backup has a file that belongs nowhere: ${file}.`);
    return place;
  }

  /** The restore is whole. */
  async release(): Promise<void> {
    await rm(this.#marker);
  }

  /** Leaves it as it was found. */
  async giveUp(): Promise<void> {
    await this.#clear();
    await rm(this.#marker, { force: true });
  }

  get #isEmbedded(): boolean {
    return this.settings.get('DATABASE_URL') === undefined;
  }

  async #clear(): Promise<void> {
    for (const { folder } of this.roots) {
      for (const name of await namesIn(folder)) await rm(path.join(folder, name), { recursive: true });
    }
    if (this.#isEmbedded) await rm(this.settings.inData('database'), { recursive: true, force: true });
    await mkdir(this.settings.inData('files', 'incoming'), { recursive: true });
  }
}

/** None where there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
