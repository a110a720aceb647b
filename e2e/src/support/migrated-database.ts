import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const api = new URL('../../../apps/api/dist/', import.meta.url);
/** Names the folder that has the database, for all test files of a run. */
const FOLDER = 'LOCKSTEP_MIGRATED_FOLDER';

/** What a first start does before its first row. The built server has its own conditions of import, so it runs by itself. */
const migrate = `
const load = (file) => import(new URL(file, ${JSON.stringify(api.href)}));
const { DatabaseEngine } = await load('database/database-engine.js');
const { entities } = await load('entities.js');
const { readSettings } = await load('config/settings.js');
const engine = await DatabaseEngine.open(readSettings({ DATA_DIR: process.argv[1] }), entities);
await engine[Symbol.asyncDispose]();
`;

/** For vitest, before the first test file of a run; what it returns runs after the last one. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-migrated-'));
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', migrate, folder]);
  process.env[FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Gives a data folder the embedded database as the first start leaves it before its first row: making one takes seconds
 * of a core. Outside of a test run the server makes its own.
 */
export async function giveMigratedDatabase(dataFolder: string): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder === undefined) return;
  await cp(path.join(folder, 'database'), path.join(dataFolder, 'database'), { recursive: true });
}
