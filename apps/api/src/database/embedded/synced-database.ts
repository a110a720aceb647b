import fs from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** As much as is used here of a file that is open in the file system of the database. */
type OpenFile = {
  /** Of the operating system; undefined for a folder. */
  readonly nfd?: number;
  readonly path: string;
  readonly stream_ops: { fsync?: (file: OpenFile) => number };
};
type Files = {
  open(path: string, flags: string): OpenFile;
  close(file: OpenFile): void;
};

/** PostgreSQL's own words for "do not wait for the disk", with which the embedded database starts otherwise. */
const WITHOUT_SYNC = '-F';
const SYNCED = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];

/**
 * The embedded database with every commit on the disk before it is answered. PostgreSQL asks for that in the right order by
 * itself; the file system between it and Node does nothing when it is asked, and is taught to here.
 */
export async function openSynced(folder: string): Promise<PGlite> {
  const startParams = [...PGlite.defaultStartParams.filter((param) => param !== WITHOUT_SYNC), ...SYNCED];
  const database = await PGlite.create(folder, { startParams });
  const { FS } = database.Module as unknown as { readonly FS: Files };
  const anyFile = FS.open('/pglite/data/PG_VERSION', 'r');
  anyFile.stream_ops.fsync = ({ nfd }) => {
    // a folder has no descriptor here: its names are synced with the folder itself below
    if (nfd === undefined) syncFolder(folder);
    else fs.fsyncSync(nfd);
    return 0;
  };
  FS.close(anyFile);
  syncAll(folder); // what was written while it was made, or by a server that did not wait
  return database;
}

function syncAll(folder: string): void {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() || entry.isDirectory()) sync(path.join(entry.parentPath, entry.name));
  sync(folder);
}

function sync(file: string): void {
  const descriptor = fs.openSync(file, 'r');
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
}

/** Names of new log files. */
function syncFolder(folder: string): void {
  for (const name of ['.', 'pg_wal', 'base', 'global']) sync(path.join(folder, name));
}
