import { access } from 'node:fs/promises';
import type { Settings } from '../config/settings.js';
import { DataFolder, DataFolderInUse } from '../database/data-folder.js';
import { DatabaseEngine } from '../database/database-engine.js';
import { BackupProblem } from './backup-problem.js';

export type OpenSource = AsyncDisposable & { readonly source: DatabaseEngine };

/**
 * The database of an installation, as it is: no migration runs. PostgreSQL may be in use meanwhile; the embedded database
 * belongs to one process.
 *
 * @throws BackupProblem, StartupError
 */
export async function openSource(settings: Settings): Promise<OpenSource> {
  await using opening = new AsyncDisposableStack();
  const url = settings.get('DATABASE_URL');
  if (url === undefined) opening.use(await ownFolder(settings));
  const source = opening.use(
    url === undefined ? await DatabaseEngine.open(settings, [], 'none') : await DatabaseEngine.look(url),
  );
  const opened = opening.move();
  return { source, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

async function ownFolder(settings: Settings): Promise<DataFolder> {
  const folder = settings.get('DATA_DIR');
  try {
    await access(settings.inData('database'));
    return await DataFolder.open(folder);
  } catch (cause) {
    if (cause instanceof DataFolderInUse) {
      const sentence = `The server that uses ${folder} runs, and its embedded database belongs to one process: stop it, and try again.`;
      throw new BackupProblem(sentence, { cause });
    }
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    const sentence = `There is no database in ${folder}; set DATA_DIR or DATABASE_URL as for the server.`;
    throw new BackupProblem(sentence, { cause });
  }
}
