import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Class, Session } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ArchiveReader } from '../src/backup/archive-reader.js';
import { BackupProblem } from '../src/backup/backup-problem.js';
import type { Manifest } from '../src/backup/manifest.js';
import { readSettings } from '../src/config/settings.js';
import { DataFolder } from '../src/database/data-folder.js';
import { DatabaseEngine } from '../src/database/database-engine.js';
import { entities } from '../src/entities.js';
import { S3Bucket } from '../src/storage/s3-bucket.js';
import { PASSWORD, makeAccount } from './support/accounts.js';
import { backup, restore } from './support/backups.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film } from './support/media.js';
import { giveMigratedDatabase } from './support/migrated-database.js';
import { PastClass } from './support/past-class.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { finished, packetsOf } from './support/recordings.js';
import { S3Server } from './support/s3-server.js';
import { build } from './support/server-process.js';
import { TestServer } from './support/server.js';

let cluster: PostgresCluster;
let film: Film;
let folder: string;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 2 })]);
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-backup-'));
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody's installation: what they can read, and those who read it. */
type Installation = {
  readonly token: string;
  readonly student: string;
  readonly addresses: readonly string[];
  readonly mine: readonly string[];
  readonly email: string;
};

/** A lesson with slides, a recorded class, one with answers, a class with a teacher, a stream key. */
async function furnish(server: TestServer): Promise<Installation> {
  const admin = new Client(server.web, server.token);
  const lesson = await makeLesson(admin);
  const source = { kind: 'file', file: 'film.mp4', loop: false } as const;
  const recorded = await makeSession(admin, lesson, { source });
  await admin.post<Session>(`/api/sessions/${recorded.id}/start`);
  const { files } = await finished(admin, recorded.id);
  const past = await PastClass.of(server, admin, lesson, [
    { by: 'Ana', choices: ['a'], verdict: 'right' },
    { by: 'Ben', to: 1, text: 'line one\nline\u2028two “quoted” \\ 数', verdict: 'wrong' },
  ]);
  const { email } = await makeAccount(admin, { role: 'teacher', name: 'Tess Teacher' });
  const { id: classId } = await admin.post<Class>('/api/classes', { name: 'Blue' });
  await makeKey(admin, recorded.id);
  const ben = past.joined.get('Ben');
  return {
    ...{ token: server.token, student: ben?.token ?? '', email },
    addresses: [
      ...['/api/people', '/api/classes', '/api/lessons', '/api/sessions', '/api/stream-keys', '/api/audit'],
      ...[`/api/classes/${classId}`, `/api/lessons/${lesson.id}`, lesson.slides[0]?.url ?? ''],
      ...[`/api/sessions/${recorded.id}/ledger?limit=1000`, `/api/sessions/${recorded.id}/recordings`],
      ...[`/api/sessions/${past.id}/answers`, `/api/sessions/${past.id}/roster`, files.mp4 ?? ''],
    ],
    mine: [`/api/sessions/${past.id}/results/mine`, `/api/sessions/${past.id}/score/mine`],
  };
}

/** What every address answers, without the place of the server in it. */
async function seen(
  server: TestServer,
  { token, student, addresses, mine }: Installation,
): Promise<string[]> {
  const asked = [
    ...addresses.map((address) => [address, token] as const),
    ...mine.map((address) => [address, student] as const),
  ];
  return Promise.all(
    asked.map(async ([address, bearer]) => {
      const response = await fetch(`${server.web}${address}`, {
        headers: { Authorization: `Bearer ${bearer}` },
      });
      const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
      return `${address} ${String(response.status)} ${text.replaceAll(server.web, '').replaceAll(server.rtmp(''), '')}`;
    }),
  );
}

const dataFolder = () => mkdtemp(path.join(folder, 'data-'));

describe('an installation', () => {
  it('moves from the embedded database to PostgreSQL and back, with everything', async () => {
    const first = await dataFolder();
    const onDisk = path.join(folder, 'embedded.backup');
    let there: Installation;
    let before: string[];
    let packets: string[];
    {
      const server = await TestServer.start({ folder: first, media: { 'film.mp4': film.path } });
      there = await furnish(server);
      before = await seen(server, there);
      expect(before.filter((line) => !/^\S+ 200 /.test(line))).toEqual([]);
      packets = await packetsOf(`${server.web}${there.addresses.at(-1) ?? ''}`);
      await expect(backup(onDisk, { DATA_DIR: first })).rejects.toThrow(/runs, and its embedded database/);
      await server.stop();
      for (const name of ['clips', 'files']) await writeFile(path.join(first, name, '7'.repeat(64)), name);
    }
    const { database } = await backup(onDisk, {
      DATA_DIR: first,
      OPENAI_API_KEY: 'sk-very-secret',
      HOST: '::1',
    });
    expect(database).toBe('embedded');
    expect((await readFile(onDisk)).includes('sk-very-secret')).toBe(false);

    const [second, url] = [await dataFolder(), await cluster.database()];
    const onPostgres = path.join(folder, 'postgres.backup');
    const manifest = await restore(onDisk, { DATA_DIR: second, DATABASE_URL: url });
    for (const name of ['clips', 'files'])
      expect(await readFile(path.join(second, name, '7'.repeat(64)), 'utf8')).toBe(name);
    expect(manifest).toMatchObject({ settings: { HOST: '::1' }, secrets: ['OPENAI_API_KEY'] });
    {
      const server = await TestServer.start({ folder: second, databaseUrl: url });
      expect(await seen(server, there)).toEqual(before);
      expect(await packetsOf(`${server.web}${there.addresses.at(-1) ?? ''}`)).toEqual(packets);
      const nobody = new Client(server.web);
      const { status } = await nobody.call('POST', '/api/sign-in', {
        email: there.email,
        password: PASSWORD,
      });
      expect(status).toBe(200);
      // while the server runs, and somebody writes
      let isDone = false;
      const taken = backup(onPostgres, { DATA_DIR: second, DATABASE_URL: url }).finally(
        () => (isDone = true),
      );
      const admin = new Client(server.web, there.token);
      for (let n = 0; !isDone; n++) await admin.post<Class>('/api/classes', { name: `Class ${String(n)}` });
      expect((await taken).database).toBe('postgresql');
      await server.stop();
    }
    const third = await dataFolder();
    await restore(onPostgres, { DATA_DIR: third });
    await using server = await TestServer.start({ folder: third });
    const changing = /^\/api\/(people|classes|audit)/;
    const kept = (lines: readonly string[]) => lines.filter((line) => !changing.test(line));
    expect(kept(await seen(server, there))).toEqual(kept(before));
    expect(await packetsOf(`${server.web}${there.addresses.at(-1) ?? ''}`)).toEqual(packets);
    // counters of the database go on behind what they gave
    const admin = new Client(server.web, there.token);
    await admin.post<Class>('/api/classes', { name: 'After the move' });
    const entries = await admin.all<{ id: string }>('/api/audit');
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('with a bucket leaves its objects there, and is restored only beside all of them', async () => {
    await using s3 = await S3Server.start();
    const environment = { DATA_DIR: await small(), ...s3.settings };
    const settings = readSettings(environment);
    using stored = new S3Bucket('classroom', settings);
    await stored.put({ key: 'slides/one.webp', contentType: 'image/webp' }, Buffer.from('a slide'));
    {
      await using engine = await DatabaseEngine.open(settings, entities);
      await engine.dataSource.query(`INSERT INTO stored_object VALUES ('slides/one.webp', now())`);
    }
    const file = path.join(folder, 'bucket.backup');
    await expect(backup(file, { DATA_DIR: environment.DATA_DIR })).rejects.toThrow(/S3_BUCKET is not set/);
    const { objects, secrets } = await backup(file, environment);
    expect(objects).toEqual([{ key: 'slides/one.webp', bytes: 7 }]);
    expect(secrets).toEqual(['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']);
    await expect(restore(file, { DATA_DIR: await dataFolder() })).rejects.toThrow(/set S3_BUCKET/);
    await stored.remove('slides/one.webp');
    const target = { ...environment, DATA_DIR: await dataFolder() };
    await expect(restore(file, target)).rejects.toThrow(
      /The bucket classroom does not have slides\/one.webp/,
    );
  });
});

/** An installation in which a server has run once, and a setting was changed. */
async function small(): Promise<string> {
  const data = await dataFolder();
  await giveMigratedDatabase(data);
  await mkdir(path.join(data, 'slides'));
  await writeFile(path.join(data, 'slides', `${'5'.repeat(64)}.webp`), 'a slide');
  await using engine = await DatabaseEngine.open(readSettings({ DATA_DIR: data }), entities);
  await engine.dataSource.query(`INSERT INTO changed_setting VALUES ('LOG_LEVEL', 'warn', now())`);
  return data;
}

describe('a restore', () => {
  let file: string;
  let data: string;
  let manifest: Manifest;
  beforeAll(async () => {
    data = await small();
    file = path.join(folder, 'small.backup');
    manifest = await backup(file, { DATA_DIR: data });
  });
  const copy = async (): Promise<string> => {
    const copied = path.join(await mkdtemp(path.join(folder, 'copy-')), 'a.backup');
    await cp(file, copied);
    return copied;
  };
  /** Refused, and the target is as empty as before. */
  const refusal = async (damaged: string): Promise<string> => {
    const target = await dataFolder();
    onTestFinished(() => rm(target, { recursive: true }));
    const error = await restore(damaged, { DATA_DIR: target }).catch((e: unknown) => e);
    if (!(error instanceof Error)) return 'restored';
    const left = await readdir(target, { recursive: true, withFileTypes: true });
    const files = left.filter((entry) => entry.isFile()).map(({ name }) => name);
    expect(files.filter((name) => name !== 'server.lock')).toEqual([]);
    return `${error.name}: ${error.message}`;
  };

  it('refuses a file that was changed at any place, or cut off, and leaves nothing behind', async () => {
    const whole = await readFile(file);
    const damaged = await copy();
    const flip = async (place: number) => {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 0x55;
      await writeFile(damaged, bytes);
    };
    // in a slide, which is stored as it is
    await flip(whole.indexOf('a slide'));
    expect(await refusal(damaged)).toMatch(/^BackupProblem: .* is damaged or was cut off; take another/);
    const property = fc.asyncProperty(fc.nat(whole.length - 1), async (place) => {
      await flip(place);
      try {
        using archive = await ArchiveReader.open(damaged);
        for (const entry of archive.all) for await (const chunk of archive.read(entry)) void chunk;
        expect(archive.manifest).toEqual(manifest); // some bytes of a zip mean nothing
      } catch (error) {
        if (!(error instanceof BackupProblem)) throw error;
      }
    });
    await fc.assert(property, { numRuns: 100 });
    const cut = await copy();
    await truncate(cut, whole.length - 1000);
    expect(await refusal(cut)).toMatch(/^BackupProblem: .* is not a backup of Lockstep, or was cut off/);
    await writeFile(cut, 'a letter');
    expect(await refusal(cut)).toMatch(/^BackupProblem: .* is not a backup of Lockstep/);
    expect(await refusal(path.join(folder, 'missing'))).toMatch(/cannot be read \(ENOENT\)/);
  });

  it('refuses a target that has something, of either kind, and what is there stays', async () => {
    const before = await readdir(data, { recursive: true });
    await expect(restore(file, { DATA_DIR: data })).rejects.toThrow(/is not empty/);
    expect(await readdir(data, { recursive: true })).toEqual(before);
    const used = { DATA_DIR: await dataFolder(), DATABASE_URL: await cluster.database() };
    const changes = `SELECT name FROM changed_setting`;
    {
      await using engine = await DatabaseEngine.open(readSettings(used), entities);
      await engine.dataSource.query(`INSERT INTO changed_setting VALUES ('DEMO', 'false', now())`);
    }
    await expect(restore(file, used)).rejects.toThrow(/The database .* is not empty: create another one/);
    await using engine = await DatabaseEngine.open(readSettings(used), entities);
    expect(await engine.dataSource.query(changes)).toEqual([{ name: 'DEMO' }]);
  });

  it('that is given up in its middle leaves nothing, and can be made once more', async () => {
    const target = { DATA_DIR: await dataFolder(), DATABASE_URL: await cluster.database() };
    await expect(restore(file, target, AbortSignal.abort())).rejects.toThrow('aborted');
    // as if it had been killed in its middle
    await writeFile(path.join(target.DATA_DIR, 'restoring'), '');
    await mkdir(path.join(target.DATA_DIR, 'slides'));
    await writeFile(path.join(target.DATA_DIR, 'slides', 'half'), 'half of it');
    await expect(DataFolder.open(target.DATA_DIR)).rejects.toThrow(
      /did not come to its end; make it once more/,
    );
    await restore(file, target);
    expect(await readdir(path.join(target.DATA_DIR, 'slides'))).not.toContain('half');
  });
});

describe('the commands', () => {
  const run = async (name: string, ...args: string[]) => {
    const script = path.resolve(import.meta.dirname, `../dist/${name}.js`);
    const env = { PATH: process.env['PATH'], DATA_DIR: path.join(folder, 'nothing-here') };
    return promisify(execFile)(process.execPath, [script, ...args], { env, cwd: folder }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
  };

  it('explain themselves, and refuse a wrong call with 2 and a sentence', async () => {
    await build();
    for (const name of ['backup-command', 'restore-command']) {
      expect(await run(name, '--help')).toMatchObject({
        ...{ code: 0, stderr: '' },
        stdout: expect.stringMatching(/^npm run (backup|restore) -- FILE/),
      });
    }
    expect(await run('restore-command')).toMatchObject({
      ...{ code: 2, stderr: expect.stringMatching(/^Name one file/) },
    });
    expect(await run('backup-command', 'a', '--fast')).toMatchObject({
      ...{ code: 2, stderr: expect.stringMatching(/^Unknown option '--fast'/) },
    });
    expect(await run('backup-command', 'a.backup')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^There is no database in .*; set DATA_DIR or DATABASE_URL as for the server\.\n$/,
      ),
    });
  });
});
