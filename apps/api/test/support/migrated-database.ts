import { cp, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { readSettings } from '../../src/config/settings.js';
import { DatabaseEngine } from '../../src/database/database-engine.js';
import { entities } from '../../src/entities.js';
import { SHARED_FOLDER } from './shared-folder.js';

/**
 * Gives a data folder the embedded database as the first start leaves it: all tables, no row. Making one takes two seconds
 * of a core, and most tests are about what happens afterwards. The first to ask makes it for the whole run;
 * until it is ready, servers make their own.
 */
export async function giveMigratedDatabase(dataFolder: string): Promise<void> {
  const shared = process.env[SHARED_FOLDER];
  if (shared === undefined) return;
  const ready = path.join(shared, 'ready');
  if (await isNew(path.join(shared, 'begun'))) await make(shared, ready);
  await cp(ready, path.join(dataFolder, 'database'), { recursive: true }).catch(unlessCode('ENOENT'));
}

async function make(shared: string, ready: string): Promise<void> {
  const folder = path.join(shared, 'data');
  await mkdir(folder);
  const settings = readSettings({ DATA_DIR: folder });
  await (await DatabaseEngine.open(settings, entities))[Symbol.asyncDispose]();
  await rename(path.join(folder, 'database'), ready);
}

/** Makes a folder. Only one of several processes is told that it is new. */
async function isNew(folder: string): Promise<boolean> {
  return mkdir(folder).then(() => true, unlessCode('EEXIST'));
}

const unlessCode = (code: string) => (error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === code) return false;
  throw error;
};
