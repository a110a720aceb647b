import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@lockstep/media';

const run = promisify(execFile);

/** A film of test frames and a tone, made by the real encoder once for a spec file. */
export class Film implements AsyncDisposable {
  private constructor(
    private readonly folder: string,
    readonly path: string,
  ) {}

  /** H.264 (or Sorenson, which no browser plays) with AAC, 25 frames/s, an IDR a second. */
  static async shoot(
    options: { seconds: number; bFrames?: number; codec?: 'flv1' } = { seconds: 4 },
  ): Promise<Film> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-film-'));
    const file = path.join(folder, options.codec === 'flv1' ? 'film.flv' : 'film.mp4');
    const x264 = [
      '-preset',
      'ultrafast',
      '-keyint_min',
      '25',
      '-sc_threshold',
      '0',
      '-bf',
      String(options.bFrames ?? 0),
    ];
    const video = ['-c:v', options.codec ?? 'libx264', '-pix_fmt', 'yuv420p', '-g', '25'];
    const length = ['-t', String(options.seconds)];
    await run(await findFfmpeg(), [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=25'],
      ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
      ...video,
      ...(options.codec === undefined ? x264 : []),
      ...['-c:a', 'aac', '-ar', '48000', '-shortest'],
      ...length,
      file,
    ]);
    return new Film(folder, file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A real ffmpeg that publishes a film over and over, in real time, until it is disposed or sent away. */
export class Publisher implements AsyncDisposable {
  readonly #process;
  readonly #exit: Promise<unknown>;
  /** What it wrote about itself. */
  log = '';

  private constructor(ffmpeg: string, args: readonly string[]) {
    this.#process = spawn(ffmpeg, ['-v', 'warning', '-nostdin', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    this.#exit = once(this.#process, 'close');
  }

  static async start(film: Film, url: string): Promise<Publisher> {
    const container = url.startsWith('srt:') ? 'mpegts' : 'flv';
    const input = ['-re', '-stream_loop', '-1', '-i', film.path];
    return new Publisher(await findFfmpeg(), [...input, '-c', 'copy', '-f', container, url]);
  }

  /** The same program as a player, which throws away what it gets. */
  static async play(url: string): Promise<Publisher> {
    return new Publisher(await findFfmpeg(), ['-i', url, '-c', 'copy', '-f', 'null', '-']);
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Resolves when it has ended by itself, with its exit code. */
  async ended(): Promise<number | null> {
    await this.#exit;
    return this.#process.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exit;
  }
}
