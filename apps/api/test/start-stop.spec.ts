import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Session, Token } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { build, ServerProcess } from './support/server-process.js';
import { Viewer } from './support/viewer.js';

let folder: string;
let taken: Server;
let takenPort: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-start-'));
  taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  takenPort = typeof address === 'object' ? String(address?.port) : '';
  await build();
});
afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});
const patience = { timeout: 30_000, interval: 50 };
let folders = 0;
const freshFolder = () => path.join(folder, `data-${String(folders++)}`);

describe('a server that cannot start', () => {
  const cases = {
    'a taken port': [
      { PORT: () => takenPort },
      /^The port \d+ of 127\.0\.0\.1 is taken by another program; .*set PORT /,
    ],
    'a taken RTMP port': [
      { RTMP_PORT: () => takenPort },
      /^The port \d+ of 127\.0\.0\.1 is taken .*set RTMP_PORT /,
    ],
    'an address that is not ours': [
      { HOST: () => '192.0.2.1' },
      /^The server cannot listen on port 0 of 192\.0\.2\.1 \(E/,
    ],
    'a data folder that cannot be written': [
      { DATA_DIR: () => '/proc/version/data' },
      /^The data folder \/proc\/version\/data cannot be written \(ENOTDIR\); set DATA_DIR/,
    ],
    'a data folder where the system has none': [
      { DATA_DIR: () => '/proc/nothing' },
      /^The data folder \/proc\/nothing cannot be written \(ENOENT\); set DATA_DIR/,
    ],
    'no ffmpeg': [
      { FFMPEG_PATH: () => '/nowhere/ffmpeg' },
      /^The ffmpeg given \(FFMPEG_PATH\), \/nowhere\/ffmpeg, does not run/,
    ],
    'a database that does not answer': [
      { DATABASE_URL: () => 'postgres://ann:sesame@127.0.0.1:1/class' },
      /^The database 127\.0\.0\.1:1\/class cannot be reached \(.*ECONNREFUSED.*\)/,
    ],
    'a setting that does not fit': [
      { PORT: () => 'http', RTMP_PORT: () => '70000', LOG_LEVEL: () => 'loud' },
      /^The settings do not fit: PORT: is a whole number.*; RTMP_PORT: is a whole number.*; LOG_LEVEL: is error, warn, info or debug\.\n$/,
    ],
  } as const;

  it.each(Object.entries(cases))(
    'because of %s says so in one sentence and ends with 1',
    async (_, [wrong, sentence]) => {
      const settings = Object.fromEntries(Object.entries(wrong).map(([name, value]) => [name, value()]));
      const server = ServerProcess.spawn({
        DATA_DIR: freshFolder(),
        DEMO: 'false',
        LOG_LEVEL: 'warn',
        ...settings,
      });
      expect(await server.exited()).toBe(1);
      expect(server.output).toMatch(sentence);
      expect(server.output.trim().split('\n')).toHaveLength(1);
      expect(server.output).not.toContain('sesame');
    },
  );

  it('because another one uses its data folder says so, and leaves that one alone', async () => {
    const environment = { DATA_DIR: freshFolder(), DEMO: 'false', LOG_LEVEL: 'warn' };
    await using first = await ServerProcess.start(environment);
    const second = ServerProcess.spawn(environment);
    expect(await second.exited()).toBe(1);
    expect(second.output).toMatch(/^Another server uses the data folder .*; stop it, or set DATA_DIR\.\n$/);
    expect((await new Client(first.web).call('GET', '/health/ready')).status).toBe(200);
  });

  it('for a word it does not know shows how it is used and ends with 2', async () => {
    const server = ServerProcess.spawn({ DATA_DIR: freshFolder() }, '--colour');
    expect(await server.exited()).toBe(2);
    expect(server.output).toContain('Usage: node main.js');
  });
});

/** Processes whose parent is `pid`. */
async function childrenOf(pid: number): Promise<string[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(all.map((name) => readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')));
  return stats.filter((stat) => stat.slice(stat.lastIndexOf(')')).split(' ')[2] === String(pid));
}

describe.each(['SIGINT', 'SIGTERM'] as const)('a server that is asked to stop by %s', (signal) => {
  it('ends its streams cleanly, leaves no process, and goes on at the next start', async () => {
    const environment = { DATA_DIR: freshFolder() };
    const server = await ServerProcess.start(environment);
    const teacher = new Client(server.web, server.links.token ?? '');
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>('/api/sessions/demo')).onAir).toBe(true);
    }, patience);
    await using viewer = new Viewer(`${server.web}/live/demo.flv`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
    expect(await childrenOf(server.pid)).not.toEqual([]);
    expect(await server.signalled(signal)).toBe(0);
    expect(await viewer.done).toBe('ended');
    expect(await childrenOf(server.pid)).toEqual([]);
    expect(server.output).not.toMatch(/error/i);

    await using next = await ServerProcess.start(environment);
    const again = new Client(next.web, server.links.token ?? '');
    await vi.waitFor(async () => {
      expect(await again.get<Session>('/api/sessions/demo')).toMatchObject({ status: 'live', onAir: true });
    }, patience);
  });
});

it('asked to stop before it is ready, a server ends cleanly all the same', async () => {
  const environment = { DATA_DIR: freshFolder() };
  const server = ServerProcess.spawn(environment);
  await vi.waitFor(
    () => expect(existsSync(path.join(environment.DATA_DIR, 'server.lock'))).toBe(true),
    patience,
  );
  expect(await server.signalled('SIGTERM')).toBe(0);
  expect(server.output).not.toContain('Lockstep is ready.');
  expect(await childrenOf(server.pid)).toEqual([]);
});

describe('the first start', () => {
  it('makes a token, a lesson that plays and a session for a publisher, and shows the secrets once', async () => {
    const environment = { DATA_DIR: freshFolder() };
    const run = async (...options: string[]) => {
      const server = ServerProcess.spawn(environment, ...options);
      await vi.waitFor(() => expect(server.output).toContain('Lockstep is ready.'), patience);
      return server;
    };
    const first = await run();
    const shown = first.output;
    await first.signalled('SIGTERM');
    const [token = ''] = /lk_staff_[\w-]+/.exec(shown) ?? [];
    const [publish = ''] = /rtmp:\/\/127\.0\.0\.1:\d+\/live\/live_[\w-]+/.exec(shown) ?? [];
    expect([token, publish]).not.toContain('');
    expect(shown).toMatch(/Student {4}http:\/\/127\.0\.0\.1:\d+\/s\/demo/);

    await using second = await run();
    expect(second.output).not.toMatch(/lk_|live_/);
    const [web = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(second.output) ?? [];
    const admin = new Client(web, token);
    const sessions = await admin.get<Session[]>('/api/sessions');
    expect(sessions.map(({ id, source }) => [id, source.kind]).sort()).toEqual([
      ['demo', 'file'],
      ['studio', 'rtmp'],
    ]);
    expect((await admin.get<unknown[]>('/api/lessons')).length).toBe(1);
    expect((await admin.get<unknown[]>('/api/stream-keys')).length).toBe(1);
    expect((await admin.get<Token[]>('/api/tokens')).map(({ role }) => role)).toEqual(['admin']);
  });

  it('that was killed half-way is finished by the next one', async () => {
    const environment = { DATA_DIR: freshFolder() };
    const half = ServerProcess.spawn(environment);
    const media = path.join(environment.DATA_DIR, 'media');
    await vi.waitFor(async () => expect(await readdir(media)).not.toEqual([]), patience);
    await half.kill();
    await using whole = await ServerProcess.start(environment);
    const admin = new Client(whole.web, whole.links.token ?? '');
    const ids = (await admin.get<Session[]>('/api/sessions')).map(({ id }) => id).sort();
    expect(ids).toEqual(['demo', 'studio']);
    const student = await fetch(`${whole.web}/api/sessions/demo/lobby`);
    expect(student.status).toBe(200);
  });
});

it('prints one line of JSON for scripts', async () => {
  await using server = await ServerProcess.start({
    DATA_DIR: freshFolder(),
    DEMO: 'false',
    PUBLIC_URL: 'https://class.example.org/',
  });
  expect(server.links).toMatchObject({
    home: 'https://class.example.org/',
    // without the demo there are no such sessions
    student: null,
    teacher: null,
    docs: 'https://class.example.org/api/docs',
    streamKey: null,
  });
  expect(server.links.rtmp).toMatch(/^rtmp:\/\/class\.example\.org:\d+\/live$/);
  expect(server.links.token).toMatch(/^lk_staff_/);
});
