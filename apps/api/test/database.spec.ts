import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../src/config/settings.js';
import { StartupError } from '../src/config/startup-error.js';
import { DataFolder } from '../src/database/data-folder.js';
import { DatabaseEngine } from '../src/database/database-engine.js';
import { entities } from '../src/entities.js';
import { PostgresCluster } from './support/postgres-cluster.js';

let cluster: PostgresCluster;
let folder: string;
beforeAll(async () => {
  cluster = await PostgresCluster.start();
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-database-'));
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const engines = [
  { kind: 'embedded', url: () => Promise.resolve('') },
  { kind: 'postgresql', url: () => cluster.database() },
] as const;

describe.each(engines)('the migrations on the $kind database', ({ kind, url }) => {
  it('make exactly the tables that the entities describe, and take them away again', async () => {
    const settings = readSettings({ DATA_DIR: path.join(folder, kind), DATABASE_URL: await url() });
    using data = await DataFolder.open(settings.get('DATA_DIR'));
    await using engine = await DatabaseEngine.open(settings, entities);
    expect([engine.kind, data.path]).toEqual([kind, settings.get('DATA_DIR')]);
    const source = engine.dataSource;
    const missing = (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
    // the entities leave keys and indexes to the migrations
    expect(
      missing.filter(
        (query) => !/^(CREATE( UNIQUE)? INDEX|DROP INDEX|ALTER TABLE \S+ (ADD|DROP) CONSTRAINT) /.test(query),
      ),
    ).toEqual([]);
    for (let left = source.migrations.length; left > 0; left--) await source.undoLastMigration();
    const tables: unknown[] = await source.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'`,
    );
    expect(tables).toEqual([]);
  });
});

describe('a database that cannot be used', () => {
  it('is named without its password when nobody listens there', async () => {
    const settings = readSettings({ DATABASE_URL: 'postgres://ann:sesame@127.0.0.1:1/class' });
    const error = await DatabaseEngine.open(settings, entities).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StartupError);
    expect(String(error)).toContain('The database 127.0.0.1:1/class cannot be reached');
    expect(String(error)).not.toContain('sesame');
  });

  it('is refused while another server uses it', async () => {
    const settings = readSettings({ DATABASE_URL: await cluster.database() });
    await using first = await DatabaseEngine.open(settings, entities);
    expect(first.kind).toBe('postgresql');
    await expect(DatabaseEngine.open(settings, entities)).rejects.toThrow('Another server uses the database');
  });
});

describe('the data folder', () => {
  it('belongs to one server at a time', async () => {
    const place = path.join(folder, 'locked');
    const first = await DataFolder.open(place);
    await expect(DataFolder.open(place)).rejects.toThrow(`Another server uses the data folder ${place}`);
    first[Symbol.dispose]();
    using second = await DataFolder.open(place);
    expect(second.path).toBe(place);
  });

  it('is free again as soon as a server that held it was killed', async () => {
    const place = path.join(folder, 'killed');
    (await DataFolder.open(place))[Symbol.dispose]();
    const hold = `const { DatabaseSync } = require('node:sqlite');
      new DatabaseSync(process.argv[1]).exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      console.log('held'); process.stdin.resume();`;
    const holder = spawn(process.execPath, ['-e', hold, path.join(place, 'server.lock')]);
    await once(holder.stdout, 'data');
    await expect(DataFolder.open(place)).rejects.toThrow(StartupError);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    using mine = await DataFolder.open(place);
    expect(mine.path).toBe(place);
  });

  it('that cannot be made is refused in one sentence', async () => {
    const parent = await mkdtemp(path.join(folder, 'parent-'));
    await chmod(parent, 0o500);
    // root may write anywhere, so a path below a file stands for it
    const place = process.getuid?.() === 0 ? '/proc/version/lockstep' : path.join(parent, 'data');
    await expect(DataFolder.open(place)).rejects.toThrow(/^The data folder .* cannot be written \([A-Z]+\)/);
  });
});
