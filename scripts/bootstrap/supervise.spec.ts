import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Writes what happens to it into a file; stops cleanly when told, with a child of its own running. */
const server = `
  import { spawn } from 'node:child_process';
  import { appendFileSync } from 'node:fs';
  const say = (line) => appendFileSync(process.env.DIARY, line + '\\n');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { say(signal); if (!process.env.DEAF) process.exit(0); });
  if (process.env.FAILS) process.exit(7);
  setInterval(() => {}, 1000);
  say('pid ' + process.pid);
  say('child ' + child.pid);
`;

const supervisor = `
  import { listenForStop } from '${new URL('./stop-signals.mjs', import.meta.url).href}';
  import { runScript } from '${new URL('./problem.mjs', import.meta.url).href}';
  import { supervise } from '${new URL('./supervise.mjs', import.meta.url).href}';
  listenForStop();
  await runScript(() => supervise(process.execPath, [process.env.SERVER], process.env));
`;

describe('supervise', () => {
  let folder: string;
  let diary: string;
  let started: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lockstep-supervise-'));
    diary = join(folder, 'diary');
    writeFileSync(diary, '');
    writeFileSync(join(folder, 'server.mjs'), server);
    writeFileSync(join(folder, 'supervisor.mjs'), supervisor);
  });

  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started = [];
    // whatever a failed test left
    for (const name of ['pid', 'child']) if (isAlive(pidOf(name))) process.kill(pidOf(name), 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const lines = () => readFileSync(diary, 'utf8').trim().split('\n');
  const pidOf = (name: string) =>
    Number(
      lines()
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  const isAlive = (pid: number) => {
    if (Number.isNaN(pid)) return false;
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    const stat = `/proc/${pid}/stat`; // ended, but not yet collected by the machine's first process?
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'latin1'));
  };

  async function startServer(env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [join(folder, 'supervisor.mjs')], {
      env: { PATH: process.env['PATH'], SERVER: join(folder, 'server.mjs'), DIARY: diary, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    started.push(child);
    if (env['FAILS'] === undefined) await vi.waitFor(() => expect(pidOf('child')).toBeGreaterThan(0), 20_000);
    return { child, ended: once(child, 'exit') };
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops the server cleanly on %s', async (signal) => {
    const { child, ended } = await startServer();
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(lines().filter((line) => line === 'SIGTERM')).toHaveLength(1);
    expect(isAlive(pidOf('pid'))).toBe(false);
  });

  it('takes the Ctrl-C of a terminal and its echo from npm for one request', async () => {
    const { child, ended } = await startServer();
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(lines().filter((line) => line === 'SIGTERM')).toHaveLength(1);
  });

  it('ends what the server itself left running', async () => {
    const { child, ended } = await startServer();
    child.kill('SIGTERM');
    await ended;
    await vi.waitFor(() => expect(isAlive(pidOf('child'))).toBe(false), 5000);
  });

  it('leaves neither server nor its children when it is killed without warning', async () => {
    const { child, ended } = await startServer();
    child.kill('SIGKILL');
    await ended;
    await vi.waitFor(() => {
      expect(isAlive(pidOf('pid'))).toBe(false);
      expect(isAlive(pidOf('child'))).toBe(false);
    }, 5000);
    expect(lines()).toContain('SIGTERM');
  });

  it('kills a server that does not stop when asked a second time', async () => {
    const { child, ended } = await startServer({ DEAF: '1' });
    child.kill('SIGINT');
    await vi.waitFor(() => expect(lines()).toContain('SIGTERM'));
    // An echo within the second is ignored, so it is asked until it counts; then no more: Node that exits handles no signal.
    const insist = setInterval(() => isAlive(pidOf('pid')) && child.kill('SIGINT'), 100);
    expect(await ended).toEqual([1, null]);
    clearInterval(insist);
    expect(isAlive(pidOf('pid'))).toBe(false);
  });

  it("hands on the server's own exit code", async () => {
    const { ended } = await startServer({ FAILS: '1' });
    expect(await ended).toEqual([7, null]);
  });
});
