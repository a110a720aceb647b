import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pinned, start, stop } from '../fanout/processes.js';

/** Where the streams are: `path` with a number in it, or a port of its own for each, or the paths themselves. */
export type Streams = {
  readonly port: number;
  readonly portStep: 0 | 1;
  readonly path?: string;
  readonly paths?: readonly string[];
  readonly viewers: number;
};

/** What the viewers saw. Lateness: how much later than by the viewer's own earliest frame, ms. */
export type Arrivals = {
  readonly begun: number;
  readonly failed: number;
  readonly closed: number;
  readonly frames: number;
  readonly fewestFrames: number;
  readonly mostFrames: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
};

type ViewerEvent = { event: 'window' | 'windowEnd' } | ({ event: 'done' } & Arrivals);

/** The viewers' program, built for the run. */
export class Viewers implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lockstep-viewers-'));
  readonly #program = join(this.#folder, 'flv-viewers');

  constructor() {
    const source = fileURLToPath(new URL('./load/flv-viewers.c', import.meta.url));
    const built = spawnSync('cc', ['-O2', '-o', this.#program, source], { stdio: 'inherit' });
    if (built.status !== 0)
      throw new Error('The viewers are a C program: this benchmark needs a C compiler (cc).');
  }

  /** Watches; `onWindow` is called where the measurement begins and where it ends. */
  async watch({ paths, ...streams }: Streams, seconds: number, onWindow: () => void): Promise<Arrivals> {
    const file = join(this.#folder, 'paths');
    if (paths) writeFileSync(file, `${paths.join('\n')}\n`);
    const named = { ...streams, ...(paths && { paths: file }), seconds, warmUp: 4 };
    const args = Object.entries(named).flatMap(([name, value]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      String(value),
    ]);
    const child = start(pinned('others', [this.#program, ...args]));
    try {
      if (!child.stdout) throw new Error('The viewers have no output.');
      for await (const line of createInterface(child.stdout)) {
        const said = JSON.parse(line) as ViewerEvent;
        if (said.event === 'done') return said;
        onWindow();
      }
      throw new Error('The viewers ended without a result.');
    } finally {
      await stop(child);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
