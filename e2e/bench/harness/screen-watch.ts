import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Rows of points on the screen, each row one bar code. */
export type PointRow = readonly { readonly x: number; readonly y: number }[];

/** The screen as it was from `atMs` (monotonic clock, as `performance.now` of Node counts from its origin) on. */
export type Sighting = { readonly atMs: number; readonly rows: readonly number[] };

/** Time between two looks at the screen, in microseconds. */
const INTERVAL_US = 500;

/** Watches points of a virtual screen from a process of its own, and keeps every change. */
export class ScreenWatch implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #sightings: Sighting[] = [];
  #onSighting: ((sighting: Sighting) => void) | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(
    frameBuffer: string,
    rows: readonly PointRow[],
    directory: string,
  ): Promise<ScreenWatch> {
    const points = rows.map((row) => row.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' '));
    const command = await readerCommand(directory);
    const child = spawn(command.program, [...command.args, frameBuffer, String(INTERVAL_US), ...points], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const watch = new ScreenWatch(child);
    // Of CLOCK_MONOTONIC: performance.now() counts from a moment that this tells.
    const originMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [atUs = 0, ...values] = line.split(' ').map(Number);
      const sighting = { atMs: atUs / 1000 - originMs, rows: values };
      watch.#sightings.push(sighting);
      watch.#onSighting?.(sighting);
    });
    await once(child, 'spawn');
    return watch;
  }

  /** Everything seen since the last call. */
  take(): Sighting[] {
    return this.#sightings.splice(0);
  }

  /** Resolves with the first sighting from now on that fulfils the condition. */
  async first(condition: (sighting: Sighting) => boolean): Promise<Sighting> {
    return new Promise((resolve) => {
      this.#onSighting = (sighting) => {
        if (!condition(sighting)) return;
        this.#onSighting = undefined;
        resolve(sighting);
      };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.stdin?.end();
    await closed;
  }
}

/** The reader in C where there is a compiler, else the same in Node, which costs more and looks less often. */
async function readerCommand(directory: string): Promise<{ program: string; args: string[] }> {
  const source = join(import.meta.dirname, 'frame-buffer-reader.c');
  const program = join(directory, 'frame-buffer-reader');
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (isThere || (await compiles(source, program))) return { program, args: [] };
  return { program: process.execPath, args: [join(import.meta.dirname, 'frame-buffer-reader.mjs')] };
}

async function compiles(source: string, program: string): Promise<boolean> {
  const child = spawn('cc', ['-O2', '-o', program, source], { stdio: 'ignore' });
  const [outcome] = (await Promise.race([once(child, 'close'), once(child, 'error')])) as [unknown];
  return outcome === 0;
}
