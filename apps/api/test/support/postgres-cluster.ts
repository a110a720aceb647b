import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/**
 * A real PostgreSQL of the test's own: a cluster in a temporary folder, on a free port, gone when disposed.
 * TEST_DATABASE_URL names a server to use instead; then only the databases made here are dropped.
 */
export class PostgresCluster implements AsyncDisposable {
  readonly #databases: string[] = [];

  private constructor(
    private readonly url: URL,
    private readonly stop: () => Promise<void>,
    /** Of the server, where it is ours. */
    readonly pid?: number,
  ) {}

  static async start(): Promise<PostgresCluster> {
    const given = process.env['TEST_DATABASE_URL'];
    if (given) return new PostgresCluster(new URL(given), () => Promise.resolve());
    const bin = await binaries();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-postgres-'));
    const owner = await unprivileged();
    if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
    const as = owner === undefined ? {} : { uid: owner.uid, gid: owner.gid };
    const data = path.join(folder, 'data');
    const options = { ...as, cwd: folder, env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] } };
    await run(
      path.join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N'],
      options,
    );
    const port = await freePort();
    const settings = ['-k', folder, '-p', String(port), '-h', '127.0.0.1', '-F', '-c', 'max_connections=60'];
    const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...settings], {
      ...options,
      stdio: 'ignore',
    });
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    const stop = async () => {
      server.kill('SIGINT'); // fast shutdown
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    const url = new URL(`postgres://postgres@127.0.0.1:${String(port)}/postgres`);
    try {
      await Promise.race([
        reachable(url),
        ended.then(() => Promise.reject(new Error('PostgreSQL did not start'))),
      ]);
    } catch (error) {
      await stop();
      throw error;
    }
    return new PostgresCluster(url, stop, server.pid);
  }

  /** The address of a new, empty database. */
  async database(): Promise<string> {
    const name = `lockstep_test_${String(process.pid)}_${String(Date.now())}_${String(this.#databases.length)}`;
    await this.query(`CREATE DATABASE ${name}`);
    this.#databases.push(name);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async query(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url.href });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of this.#databases) await this.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await this.stop();
  }
}

async function binaries(): Promise<string> {
  const named = process.env['POSTGRES_BIN'];
  if (named) return named;
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined)
    throw new Error('These tests need PostgreSQL: install it, or set POSTGRES_BIN or TEST_DATABASE_URL.');
  return path.join(root, newest, 'bin');
}

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout.trim());
  return { uid: await id('-u'), gid: await id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves with the first connection that is taken. */
async function reachable(url: URL): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 1000 });
    try {
      await client.connect();
      return;
    } catch {
      await new Promise((resolve) => setImmediate(resolve)); // refused at once until it listens
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
