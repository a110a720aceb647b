import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freeBytes, inMiB, ROOM_TO_START_BYTES } from '../disk/disk-room.js';
import { isNoRoom } from './database-errors.js';
import { StartupError } from '../config/startup-error.js';

/** Uploads on their way. */
const INCOMING = 'files/incoming';
const folders = ['clips', 'drawn', 'files', INCOMING, 'media', 'slides'] as const;
/** A dot and a UUID; a person's own hidden files in the media folder are left alone. */
const DRAFT = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Another process has the data folder. */
export class DataFolderInUse extends StartupError {
  constructor(folder: string, cause: unknown) {
    super(`Another server uses the data folder ${folder}; stop it, or set DATA_DIR.`, { cause });
  }
}

/** A file in the data folder while a restore fills it. */
export const RESTORING = 'restoring';

/**
 * The data folder, ours alone until disposed. The lock is a record lock that the operating system holds for this
 * process on an empty SQLite file: it is gone when the process is, however that ended, and it also holds between
 * containers that share the folder. The embedded database does not guard itself.
 */
export class DataFolder implements Disposable {
  private constructor(
    readonly path: string,
    readonly lock: DatabaseSync,
  ) {}

  /** Makes the folder where it is missing. @throws StartupError where it cannot be written or is in use */
  static async open(folder: string, options = { isRestoring: false }): Promise<DataFolder> {
    try {
      for (const name of folders) await makeFolder(path.join(folder, name));
      for (const name of ['', ...folders]) await access(path.join(folder, name), constants.W_OK);
    } catch (cause) {
      if (isNoRoom(cause)) await requireRoom(folder);
      const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
      throw new StartupError(
        `The data folder ${folder} cannot be written (${reason}); set DATA_DIR to one that can.`,
        { cause },
      );
    }
    await requireRoom(folder);
    const opened = new DataFolder(folder, locked(folder));
    if (!options.isRestoring) await opened.#refuseHalfRestored();
    await opened.#removeDrafts(); // only now is it certain that nobody writes them
    return opened;
  }

  /** What a restore left that was killed is no installation. */
  async #refuseHalfRestored(): Promise<void> {
    if (!(await readdir(this.path)).includes(RESTORING)) return;
    this[Symbol.dispose]();
    throw new StartupError(`A restore into ${this.path} did not come to its end; make it once more.`);
  }

  /** Files get their names when they are whole; a file without a name was left by a process that was killed. */
  async #removeDrafts(): Promise<void> {
    const folderOfDrafts = path.join(this.path, INCOMING);
    const drafts = (await readdir(folderOfDrafts)).map((name) => path.join(folderOfDrafts, name));
    for (const folder of ['drawn', 'files', 'media', 'slides']) {
      const names = await readdir(path.join(this.path, folder));
      const hidden = names.filter((name) => DRAFT.test(name));
      drafts.push(...hidden.map((name) => path.join(this.path, folder, name)));
    }
    await Promise.all(drafts.map((draft) => rm(draft, { recursive: true, force: true })));
  }

  [Symbol.dispose](): void {
    if (this.lock.isOpen) this.lock.close();
  }
}

/** Below this the database would stop in the middle of its start, with words that help nobody. */
async function requireRoom(folder: string): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= ROOM_TO_START_BYTES) return;
  const needed = inMiB(ROOM_TO_START_BYTES);
  throw new StartupError(
    `There is no room on the disk of the data folder ${folder}: ${inMiB(free)} are free and ${needed} are needed; make room, or set DATA_DIR.`,
  );
}

/** Node's own `recursive` never comes back where a file system says ENOENT to a new folder, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || path.dirname(folder) === folder) throw error;
    await makeFolder(path.dirname(folder));
    await mkdir(folder);
  }
}

function locked(folder: string): DatabaseSync {
  const lock = new DatabaseSync(path.join(folder, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new DataFolderInUse(folder, cause);
  }
}
