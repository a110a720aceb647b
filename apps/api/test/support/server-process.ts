import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Links } from '../../src/links.js';
import { SHARED_FOLDER } from './shared-folder.js';

const api = path.resolve(import.meta.dirname, '../..');

/** Compiles what production runs; quick when nothing changed. */
export async function build(): Promise<void> {
  const tsc = path.join(api, '../../node_modules/@typescript/native/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-b', path.join(api, 'tsconfig.lib.json')]);
}

export type Environment = Readonly<Record<string, string>>;

/** The compiled server as a process of its own: it can be killed. */
export class ServerProcess implements AsyncDisposable {
  /** Everything it wrote, on both outputs. */
  output = '';
  links: Links | undefined;
  readonly #exit: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.#exit = once(child, 'close');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
  }

  static spawn(environment: Environment, ...options: string[]): ServerProcess {
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      RTMP_PORT: '0',
      WEBRTC_PORT: '0',
      SHIPPED_LESSONS: 'false', // compiling takes half a minute; who tests it asks for it
      ...environment,
    };
    return new ServerProcess(spawn(process.execPath, [path.join(api, 'dist/main.js'), ...options], { env }));
  }

  /** Resolves with the links once it is ready. A new data folder is given its tables: who tests a first start spawns it. */
  static async start(environment: Environment): Promise<ServerProcess & { links: Links }> {
    await giveTables(environment);
    const server = ServerProcess.spawn(environment, '--json', '--new-token');
    const { stdout } = server.child;
    if (stdout === null) throw new Error('no output');
    for await (const line of createInterface({ input: stdout })) {
      if (!line.startsWith('{')) continue;
      return Object.assign(server, { links: JSON.parse(line) as Links });
    }
    await server.#exit;
    throw new Error(`The server did not start: ${server.output}`);
  }

  get web(): string {
    return this.links?.home.replace(/\/$/, '') ?? '';
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends it without any chance to tidy up. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#exit;
  }

  /** @returns its exit code */
  async signalled(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited();
  }

  async exited(): Promise<number | null> {
    await this.#exit;
    return this.child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

/** Benchmarks run without a transpiler, which the entities need; for them the server makes its own tables. */
async function giveTables({ DATA_DIR: folder, DATABASE_URL: url }: Environment): Promise<void> {
  if (folder === undefined || url || existsSync(path.join(folder, 'database'))) return;
  if (process.env[SHARED_FOLDER] === undefined) return;
  const { giveMigratedDatabase } = await import('./migrated-database.js');
  await giveMigratedDatabase(folder);
}
