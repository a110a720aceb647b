import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type * as Synced from './synced-database.js';
import type { FromDatabase, ToDatabase } from './database-thread.js';

/** Less than the thread that serves frames, where they share a core. */
const NICENESS = 10;
const { folder, isSynced } = workerData as { folder: string; isSynced: boolean };

const tell = (message: FromDatabase): void => parentPort?.postMessage(message);

/**
 * A prepared statement is planned while its tables are nearly empty. A hash join, the cheapest one then, reads the whole
 * table for each handful of rows that a batch updates, and goes on doing so while the table grows. Only a join that looks
 * each row up by its index stays cheap.
 */
const PLANS = ['SET enable_hashjoin = off', 'SET enable_mergejoin = off'];

/** On Linux, and only there, this is a property of the thread and not of the whole process. */
if (process.platform === 'linux') os.setPriority(NICENESS);

try {
  const database = await (isSynced ? opened() : PGlite.create(folder));
  execute(database, PLANS);
  await serve(database);
} catch (error) {
  tell({ failed: error instanceof Error ? error.message : String(error) });
}

/** In tests this file runs from its source, where Node finds no `.js`. */
async function opened(): Promise<PGlite> {
  const file = import.meta.url.endsWith('.ts') ? './synced-database.ts' : './synced-database.js';
  const { openSynced } = (await import(file)) as typeof Synced;
  return openSynced(folder);
}

async function serve(database: PGlite): Promise<void> {
  let current = 0;
  const answer = ({ connection, bytes }: Exclude<ToDatabase, 'close'>): void => {
    if (connection < current) return; // it was over before the one that is there began
    if (current !== 0 && (connection > current || bytes === undefined)) leaveClean(database);
    current = bytes === undefined ? 0 : connection;
    if (bytes === undefined) return;
    const answered = database.execProtocolRawSync(bytes);
    if (answered.byteLength > 0) tell({ connection, bytes: answered });
  };
  const closed = Promise.withResolvers<void>();
  parentPort?.on('message', (message: ToDatabase) => {
    if (message === 'close') closed.resolve();
    else answer(message);
  });
  tell({ opened: true });
  await closed.promise;
  await database.close();
  process.exit(); // of this thread alone
}

/** A connection that broke within a transaction leaves nothing to the next one. */
function leaveClean(database: PGlite): void {
  execute(database, ['ROLLBACK', 'DISCARD ALL', ...PLANS]);
}

function execute(database: PGlite, statements: readonly string[]): void {
  for (const sql of statements) database.execProtocolRawSync(simpleQuery(sql));
}

/** PostgreSQL documentation, 55.7: Query. */
function simpleQuery(sql: string): Uint8Array {
  const text = new TextEncoder().encode(`${sql}\0`);
  const message = new Uint8Array(5 + text.length);
  message[0] = 'Q'.charCodeAt(0);
  new DataView(message.buffer).setUint32(1, 4 + text.length);
  message.set(text, 5);
  return message;
}
