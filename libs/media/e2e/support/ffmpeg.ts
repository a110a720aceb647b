import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A finished process: its exit status and everything it wrote. */
export type Finished = { readonly code: number | null; readonly stdout: Buffer; readonly stderr: string };

/** A running child process of a test; disposing kills it and waits. */
export class Child implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #stdout: Buffer[] = [];
  readonly finished: Promise<Finished>;
  stderr = '';

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stdout?.on('data', (bytes: Buffer) => this.#stdout.push(bytes));
    this.#process.stderr?.on('data', (bytes: Buffer) => (this.stderr += bytes.toString()));
    this.finished = once(this.#process, 'close').then(() => ({
      code: this.#process.exitCode,
      stdout: Buffer.concat(this.#stdout),
      stderr: this.stderr,
    }));
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#process.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGKILL');
    await this.finished;
  }
}

/** The program that tests publish and play with: the system's, or another one to be tried. */
export const FFMPEG = process.env['FFMPEG_PATH'] ?? 'ffmpeg';

export const ffmpeg = (...args: readonly string[]): Child =>
  new Child(FFMPEG, ['-hide_banner', '-nostdin', '-loglevel', 'info', ...args]);

/** Runs to the end; throws what it wrote when it fails. */
export async function run(command: string, ...args: readonly string[]): Promise<Finished> {
  await using child = new Child(command, args);
  const finished = await child.finished;
  if (finished.code !== 0) throw new Error(`${command} ${args.join(' ')}\n${finished.stderr}`);
  return finished;
}

export type TestVideo = {
  readonly seconds?: number;
  readonly size?: string;
  readonly rate?: number;
  readonly bFrames?: number;
  /** Frames between two IDR pictures. */
  readonly gop?: number;
  /** More arguments for the encoder. */
  readonly extra?: readonly string[];
};

/** Arguments for A test picture and tone, coded as H.264 and AAC. */
export function testMedia({
  seconds = 4,
  size = '320x180',
  rate = 25,
  bFrames = 0,
  gop = 25,
  extra = [],
}: TestVideo = {}): string[] {
  return [
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-g',
      String(gop),
      '-sc_threshold',
      '0',
    ],
    ...['-bf', String(bFrames), '-c:a', 'aac', '-b:a', '64k', ...extra],
  ];
}

/** Writes a test file. */
export async function makeMedia(path: string, video: TestVideo = {}): Promise<string> {
  await run(FFMPEG, '-y', '-loglevel', 'error', ...testMedia(video), path);
  return path;
}
