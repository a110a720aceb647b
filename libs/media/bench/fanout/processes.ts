import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rtmpPlayRequest } from './load/rtmp-play-request.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The kernel's unit in /proc/<pid>/stat, on every Linux that Node runs on. */
const MICROSECONDS_PER_TICK = 10_000;
export const SERVER_CORE = 0;
const hasTaskset = spawnSync('taskset', ['--version']).status === 0 && availableParallelism() > 1;

/** All else runs on the other cores. */
export const pinned = (core: number | 'others', command: readonly string[]): string[] =>
  hasTaskset
    ? ['taskset', '-c', core === 'others' ? `1-${availableParallelism() - 1}` : String(core), ...command]
    : [...command];

/** Its output is ours to read; what it complains of is shown. */
export function start(command: readonly string[], ipc = false): ChildProcess {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'inherit', ...(ipc ? (['ipc'] as const) : [])],
  });
  child.on('error', (error) => process.stderr.write(`${file}: ${error.message}\n`));
  return child;
}

/** As the server is started by `npm start` and in its image; the same for every server that is compared. */
const SERVER_FLAGS = ['--max-semi-space-size=4'];

const node = (script: string, ...args: string[]): string[] => [
  process.execPath,
  ...process.execArgv,
  here(script),
  ...args,
];

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** User and system time of a process so far, microseconds. */
export function cpuMicrosecondsOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // the command's name, in brackets, may hold blanks; utime and stime are fields 14 and 15
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
}

/** A server under test, alone on its core, with its publisher. */
export class ServerProcess implements AsyncDisposable {
  private constructor(
    private readonly server: ChildProcess,
    private readonly publisher: ChildProcess,
    private readonly folder: string,
    readonly httpPort: number,
    readonly rtmpPort: number,
  ) {}

  /** @param peerNode another Node, for a peer that is plain JavaScript */
  static async start(script: string, peerNode?: string): Promise<ServerProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-fanout-'));
    const command = peerNode
      ? [peerNode, '--expose-gc', ...SERVER_FLAGS, here(`./servers/${script}`), folder]
      : node(`./servers/${script}`, folder).toSpliced(1, 0, ...SERVER_FLAGS);
    const server = start(pinned(SERVER_CORE, command), true);
    const [ports] = (await once(server, 'message')) as [{ rtmpPort: number; httpPort: number }];
    const publisher = start(pinned('others', node('./load/publisher.ts', String(ports.rtmpPort))));
    if (publisher.stdout) await once(publisher.stdout, 'data');
    return new ServerProcess(server, publisher, folder, ports.httpPort, ports.rtmpPort);
  }

  /** User and system time so far, microseconds. */
  get cpuMicroseconds(): number {
    return cpuMicrosecondsOf(this.server.pid);
  }

  /** Resident memory, bytes. */
  get residentBytes(): number {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.server.pid}/status`, 'utf8'));
    return Number(line?.[1]) * 1024;
  }

  /** Has the process throw its garbage away, so that what is measured is what viewers hold. */
  async collectGarbage(): Promise<void> {
    const answered = once(this.server, 'message');
    this.server.send('gc');
    await answered;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await stop(this.publisher);
    await stop(this.server);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export type Load = {
  readonly viewers: number;
  readonly seconds: number;
  readonly warmUp?: number;
  readonly path?: string;
  readonly connectRate?: number;
  readonly newcomers?: number;
  readonly newcomerRate?: number;
  readonly slowEvery?: number;
  readonly slowBytes?: number;
  readonly webSocket?: boolean;
  /** The viewers are RTMP players. */
  readonly rtmp?: boolean;
};

/** What the viewers saw; times in ms. */
export type Arrivals = {
  readonly opened: number;
  readonly begun: number;
  readonly failed: number;
  readonly closed: number;
  readonly bytes: number;
  readonly mostFrames: number;
  readonly fewestFrames: number;
  readonly starved: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly newcomersLate: number;
  readonly firstByteP50: number;
  readonly firstByteP99: number;
  readonly firstByteMax: number;
};

type LoadEvent = { event: 'window' | 'windowEnd' | 'newcomers' } | ({ event: 'done' } & Arrivals);

/** The generator in C where a compiler is found, else in Node (which is itself busy with 1,000 viewers). */
function generator(folder: string): string[] {
  const program = join(folder, 'load-generator');
  const built = spawnSync('cc', ['-O2', '-o', program, here('./load/load-generator.c')], {
    stdio: 'inherit',
  });
  if (built.status === 0) return [program];
  process.stderr.write('No C compiler (cc): the viewers run in Node, figures are coarser.\n');
  return node('./load/load-generator.ts');
}

export class LoadGenerator implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lockstep-load-'));
  readonly #command = generator(this.#folder);

  /** Runs the load; `onEvent` is called at the moments that it names, before it goes on. */
  async run(
    port: number,
    mark: string,
    load: Load,
    onEvent: (event: LoadEvent['event']) => void,
  ): Promise<Arrivals> {
    const { webSocket, rtmp, ...numbers } = load;
    const request = rtmp ? this.#rtmpRequest() : {};
    const named = { port, mark, ...numbers, webSocket: webSocket ? 1 : 0, ...request };
    const args = Object.entries(named).flatMap(([name, value]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      String(value),
    ]);
    const child = start(pinned('others', [...this.#command, ...args]));
    if (!child.stdout) throw new Error('The load generator has no output.');
    for await (const line of createInterface(child.stdout)) {
      const said = JSON.parse(line) as LoadEvent;
      onEvent(said.event);
      if (said.event === 'done') return said;
    }
    throw new Error('The load generator ended without a result.');
  }

  /** What the viewers send, and what the stream begins with. */
  #rtmpRequest(): { request: string; begin: string } {
    const request = join(this.#folder, 'play.bin');
    writeFileSync(request, rtmpPlayRequest('live', 'bench'));
    return { request, begin: 'onMetaData' };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
