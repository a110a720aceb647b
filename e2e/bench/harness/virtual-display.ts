import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A screen in a file. */
export class VirtualDisplay implements AsyncDisposable {
  readonly #child: ChildProcess;
  /** For the environment variable DISPLAY. */
  readonly name: string;
  /** The screen's content in the XWD format, always up to date. */
  readonly frameBuffer: string;

  private constructor(child: ChildProcess, name: string, frameBuffer: string) {
    this.#child = child;
    this.name = name;
    this.frameBuffer = frameBuffer;
  }

  /** Rejects when there is no Xvfb or it does not start. */
  static async start(size: { width: number; height: number }, directory: string): Promise<VirtualDisplay> {
    const screen = `${size.width}x${size.height}x24`;
    const args = [
      '-displayfd',
      '3',
      '-screen',
      '0',
      screen,
      '-fbdir',
      directory,
      '-nolisten',
      'tcp',
      '-noreset',
    ];
    const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const numbers = child.stdio[3];
    if (!numbers || !('on' in numbers)) throw new Error('Xvfb has no output to say its number on.');
    const spawned = once(child, 'spawn');
    const exited = once(child, 'exit').then(() => Promise.reject(new Error('Xvfb did not start.')));
    const [line] = (await Promise.race([
      spawned.then(() => once(createInterface({ input: numbers as NodeJS.ReadableStream }), 'line')),
      exited,
    ])) as [string];
    exited.catch(() => undefined);
    return new VirtualDisplay(child, `:${line.trim()}`, join(directory, 'Xvfb_screen0'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    await closed;
  }
}
