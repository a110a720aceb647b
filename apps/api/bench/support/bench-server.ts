import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SERVER_CORE } from '@lockstep/media/bench/playout';
import type { Links } from '../../src/links.js';
import { PostgresCluster } from '../../test/support/postgres-cluster.js';
import { build, ServerProcess } from '../../test/support/server-process.js';

export const DATABASES = ['embedded', 'postgres'] as const;
export type Database = (typeof DATABASES)[number];

/** As `npm start` and the image start it. */
const NODE_OPTIONS = '--max-semi-space-size=4';
/** The kernel's unit in /proc/<pid>/stat, on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** CPU time since the process began, user and system, ms. */
export type CpuTime = { readonly all: number; readonly mainThread: number };

/** The compiled server in a folder of its own, with either database; it and the folder go when it is disposed. */
export class BenchServer implements AsyncDisposable {
  private constructor(
    readonly folder: string,
    private readonly server: ServerProcess & { links: Links },
    private readonly cluster: PostgresCluster | undefined,
  ) {}

  static async start(database: Database, settings: Readonly<Record<string, string>>): Promise<BenchServer> {
    await build();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-bench-'));
    let cluster: PostgresCluster | undefined;
    try {
      cluster = database === 'postgres' ? await PostgresCluster.start() : undefined;
      const server = await ServerProcess.start({
        DATA_DIR: folder,
        DEMO: 'false',
        SHIPPED_LESSONS: 'false',
        LOG_LEVEL: 'error',
        NODE_ENV: 'production',
        NODE_OPTIONS: [NODE_OPTIONS, process.env['BENCH_NODE_OPTIONS']].filter(Boolean).join(' '),
        ...(cluster && { DATABASE_URL: await cluster.database() }),
        ...settings,
      });
      return new BenchServer(folder, server, cluster);
    } catch (error) {
      await cluster?.[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get web(): string {
    return this.server.web;
  }

  /** Of an admin. */
  get token(): string {
    return this.server.links.token ?? '';
  }

  /** What it complained of. */
  get output(): string {
    return this.server.output;
  }

  /** All its threads on one core from now on, where `taskset` is. */
  pin(): void {
    if (os.availableParallelism() < 2) return;
    spawnSync('taskset', ['-a', '-c', '-p', String(SERVER_CORE), String(this.server.pid)]);
  }

  get cpuMs(): CpuTime {
    const { pid } = this.server;
    const of = (file: string): number => statOf(file)?.cpuMs ?? 0;
    const process = `/proc/${String(pid)}`;
    return { all: of(`${process}/stat`), mainThread: of(`${process}/task/${String(pid)}/stat`) };
  }

  /** CPU of the PostgreSQL server beside it, ms; 0 with the embedded database, which is among the server's threads. */
  get databaseCpuMs(): number {
    const postmaster = this.cluster?.pid;
    if (postmaster === undefined) return 0;
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return all.reduce((sum, pid) => {
      const stat = statOf(`/proc/${pid}/stat`);
      const isOne = Number(pid) === postmaster || stat?.parent === postmaster;
      return sum + (isOne && stat ? stat.cpuMs : 0);
    }, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const code = await this.server.signalled('SIGTERM');
    if (code !== 0) process.stderr.write(`The server ended with ${String(code)}.\n${this.output}\n`);
    await this.cluster?.[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What a `stat` file of /proc tells of a process or thread; undefined for one that is gone. */
function statOf(file: string): { parent: number; cpuMs: number } | undefined {
  let stat: string;
  try {
    stat = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  // the command's name, in brackets, may hold blanks; ppid, utime and stime are fields 4, 14 and 15
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK };
}
