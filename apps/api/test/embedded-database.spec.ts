import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DatabaseNotOpened, DatabaseThread } from '../src/database/embedded/database-thread.js';
import { openSynced } from '../src/database/embedded/synced-database.js';
import { Vacuum } from '../src/database/embedded/vacuum.js';

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

describe('the embedded database that waits for the disk', () => {
  it('syncs its log at each commit, what it wrote at a checkpoint, and reads all of it again', async () => {
    const data = path.join(folder, 'synced');
    const synced = vi.spyOn(fs, 'fsyncSync');
    onTestFinished(() => synced.mockRestore());
    const during = async (work: () => Promise<unknown>): Promise<number> => {
      synced.mockClear();
      await work();
      return synced.mock.calls.length;
    };
    const database = await openSynced(data);
    await database.exec('CREATE TABLE kept (n integer)');
    for (let n = 0; n < 3; n++)
      expect(await during(() => database.query('INSERT INTO kept VALUES ($1)', [n]))).toBeGreaterThan(0);
    expect(await during(() => database.query('SELECT n FROM kept'))).toBe(0);
    expect(await during(() => database.exec('CHECKPOINT'))).toBeGreaterThan(3);
    await database.close();
    await using thread = await DatabaseThread.open(data, true);
    const pool = poolOf(thread);
    expect((await pool.query('SELECT count(*)::int AS n FROM kept')).rows).toEqual([{ n: 3 }]);
    expect((await pool.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
    await pool.end();
  });
});

describe('tables of the embedded database', () => {
  @Entity('note')
  class Note {
    @PrimaryColumn('integer')
    id: number;

    @Column('text')
    text: string;
  }

  const opened = async (name: string) => {
    const thread = await DatabaseThread.open(path.join(folder, name));
    const extra = { stream: thread.connect, max: 1, user: 'postgres', database: 'postgres' };
    const dataSource = new DataSource({
      type: 'postgres',
      entities: [Note],
      installExtensions: false,
      extra,
    });
    await dataSource.initialize();
    await dataSource.query(`CREATE TABLE note (id integer PRIMARY KEY, text text NOT NULL)`);
    const close = async () => {
      await dataSource.destroy();
      await thread[Symbol.asyncDispose]();
    };
    return { dataSource, [Symbol.asyncDispose]: close };
  };
  const rewrite = async ({ dataSource }: { dataSource: DataSource }): Promise<number> => {
    await dataSource.query(`DELETE FROM note`);
    await dataSource.query(`INSERT INTO note SELECT n, repeat('x', 200) FROM generate_series(1, 2000) AS n`);
    const [row] = await dataSource.query<{ size: number }[]>(`SELECT pg_relation_size('note')::int AS size`);
    return row?.size ?? NaN;
  };

  it('use the room of deleted rows again once they are cleaned, and grow without', async () => {
    await using database = await opened('vacuum');
    const first = await rewrite(database);
    const grown = await rewrite(database);
    expect(grown).toBeGreaterThan(1.9 * first);
    await using vacuum = new Vacuum(database.dataSource, 1e6);
    for (let i = 0; i < 3; i++) {
      await vacuum.next();
      expect(await rewrite(database)).toBe(grown);
    }
  });

  it('are cleaned by themselves while nobody waits for the database', async () => {
    await using database = await opened('at-rest');
    await rewrite(database);
    await using vacuum = new Vacuum(database.dataSource, 1);
    expect(vacuum).toBeDefined();
    const estimate = `SELECT reltuples::int AS rows FROM pg_class WHERE relname = 'note'`;
    await vi.waitFor(async () => {
      expect(await database.dataSource.query(estimate)).toEqual([{ rows: 2000 }]);
    }, 20_000);
  });
});
