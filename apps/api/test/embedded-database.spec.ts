import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseNotOpened, DatabaseThread } from '../src/database/embedded/database-thread.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-database-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const poolOf = (thread: DatabaseThread) => {
  const pool = new pg.Pool({ stream: thread.connect, user: 'postgres', max: 1 });
  pool.on('error', () => undefined);
  return pool;
};

describe('the thread of the embedded database', () => {
  it('lets the process go on while a statement takes long', async () => {
    await using thread = await DatabaseThread.open(path.join(folder, 'database'));
    const pool = poolOf(thread);
    let turns = 0;
    let isDone = false;
    const long = pool
      .query('SELECT count(*)::int AS n FROM generate_series(1, 2000000)')
      .finally(() => (isDone = true));
    while (!isDone) {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await long).rows).toEqual([{ n: 2_000_000 }]);
    expect(turns).toBeGreaterThan(100); // a database on this loop would leave one or two
    await pool.end();
  });

  it('leaves nothing of a transaction to the next connection, and tells errors', async () => {
    await using thread = await DatabaseThread.open(path.join(folder, 'database'));
    const pool = poolOf(thread);
    await pool.query('CREATE TABLE begun (n integer)');
    const client = await pool.connect();
    await client.query('BEGIN; INSERT INTO begun VALUES (1)');
    client.release(true); // the connection is closed in the middle
    expect((await pool.query('SELECT n FROM begun')).rows).toEqual([]);
    await expect(pool.query('SELEC')).rejects.toThrow('syntax error');
    expect((await pool.query('SELECT $1::int AS n', [7])).rows).toEqual([{ n: 7 }]);
    await pool.end();
  });

  it('keeps what was committed when its thread dies, and comes back with the next connection', async () => {
    await using thread = await DatabaseThread.open(path.join(folder, 'database'));
    const pool = poolOf(thread);
    await pool.query('CREATE TABLE kept AS SELECT 1 AS n');
    await thread.kill();
    await expect(pool.query('SELECT n FROM kept')).resolves.toMatchObject({ rows: [{ n: 1 }] });
    await pool.end();
  });

  it('that cannot open says why', async () => {
    const nowhere = path.join(folder, 'missing', 'database');
    await expect(DatabaseThread.open(nowhere)).rejects.toThrow(DatabaseNotOpened);
    await expect(DatabaseThread.open(nowhere)).rejects.toThrow('ENOENT');
  });
});
