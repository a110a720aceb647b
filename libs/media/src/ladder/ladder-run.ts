import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { FlvReader } from '@lockstep/formats';
import { milliseconds, type Milliseconds } from '@lockstep/sei';
import { frameTagSize, writeFrameTag } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import { FlvMessageReader, type FlvMeaning } from '../flv/flv-to-stream.js';
import type { PublishedFrame, StreamHeaders, VideoFrame, VideoHeaders } from '../stream/media-frame.js';
import { FfmpegFailed, LogTail } from '../transcoding/ffmpeg-process.js';
import { FfmpegMissing } from '../transcoding/find-ffmpeg.js';
import { FIRST_OUTPUT } from './ladder-arguments.js';

/** Where the clock of a run begins: no time that a muxer derives from it is negative, ms. */
const RUN_BEGINS_MS = 10_000;
/** What a run may be behind in reading, bytes: the largest group of frames that a stream keeps, and then some. */
const MAX_QUEUED_BYTES = 24 * 1024 * 1024;

export type LadderRunOptions = {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly outputs: number;
  /** Of the source, which is not re-encoded: video alone goes through ffmpeg. */
  readonly video: VideoHeaders;
  /** Stream time of the first frame. */
  readonly startMs: Milliseconds;
  /** On the stream's timeline. */
  readonly onFrame: (output: number, frame: PublishedFrame) => void;
  readonly onHeaders: (output: number, video: VideoHeaders) => void;
  /** Once, unless it was disposed; undefined: it ended as it was told to. */
  readonly onEnd: (error: Error | undefined) => void;
};

/** When a stream time is on the clock of a run, seconds. */
export const runSeconds = (streamMs: number, startMs: number): number =>
  (streamMs - startMs + RUN_BEGINS_MS) / 1000;

/** One ffmpeg that makes all renditions. It takes what it can take: nobody waits for it. */
export class LadderRun implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #log = new LogTail();
  readonly #offsetMs: number;
  /** Resolves when the process is gone and all that it made was handed over. */
  readonly closed: Promise<void>;
  #isDisposed = false;
  #failure: Error | undefined;

  constructor(private readonly options: LadderRunOptions) {
    const { ffmpeg, args, outputs } = options;
    this.#offsetMs = RUN_BEGINS_MS - options.startMs;
    this.#child = spawn(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', ...args], {
      stdio: ['pipe', 'ignore', 'pipe', ...Array.from({ length: outputs }, () => 'pipe' as const)],
    });
    this.closed = new Promise((resolve) => {
      this.#child.once('error', (error: NodeJS.ErrnoException) => {
        this.#failure = error.code === 'ENOENT' ? new FfmpegMissing(`${ffmpeg} was not found.`) : error;
        if (this.#child.pid === undefined) this.#ended(resolve);
      });
      this.#child.once('close', (code, signal) => {
        if (code !== 0)
          this.#failure ??= new FfmpegFailed(
            signal === null ? `exited with ${code}` : `was ended by ${signal}`,
            this.#log.text,
          );
        this.#ended(resolve);
      });
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#log.push(text));
    this.#stdin.on('error', () => undefined); // it closed it: its end says why
    for (let output = 0; output < outputs; output++) this.#read(output);
    this.#stdin.write(new FlvHeaders({ video: options.video, metadata: {} }).first(milliseconds(0)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** @returns false where it is full, and the frame was not taken */
  push(frame: VideoFrame): boolean {
    if (this.#stdin.writableLength > MAX_QUEUED_BYTES) return false;
    const { kind, isRandomAccess, pieces } = frame;
    const shifted = {
      ...{ kind, isRandomAccess, pieces },
      dtsMs: milliseconds(frame.dtsMs + this.#offsetMs),
      ptsMs: milliseconds(frame.ptsMs + this.#offsetMs),
      bytes: pieces === undefined ? frame.bytes : NOTHING,
    };
    const tag = Buffer.allocUnsafe(frameTagSize(shifted));
    writeFrameTag(tag, 0, shifted);
    this.#stdin.write(tag);
    return true;
  }

  /** Nothing follows: what it has is encoded, then it ends. */
  finish(): void {
    this.#stdin.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    this.#child.kill('SIGKILL');
    await this.closed;
  }

  get #stdin(): Writable {
    return this.#child.stdin ?? missingPipe();
  }

  #ended(resolve: () => void): void {
    resolve();
    if (!this.#isDisposed) this.options.onEnd(this.#failure);
  }

  #read(output: number): void {
    const stream = this.#child.stdio[FIRST_OUTPUT + output] as Readable;
    const tags = new FlvReader();
    const messages = new FlvMessageReader();
    stream.on('error', () => undefined);
    stream.on('data', (bytes: Buffer) => {
      if (this.#isDisposed || this.#failure) return;
      try {
        for (const { type, ...tag } of tags.push(bytes))
          this.#deliver(output, messages.read({ kind: type, ...tag }));
      } catch (error) {
        this.#failure = error instanceof Error ? error : new Error(String(error));
        this.#child.kill('SIGKILL');
      }
    });
  }

  #deliver(output: number, meaning: FlvMeaning): void {
    if (meaning === undefined) return;
    if ('headers' in meaning) this.#headers(output, meaning.headers);
    if (!('frame' in meaning) || meaning.frame?.kind !== 'video') return;
    const { frame } = meaning;
    this.options.onFrame(output, {
      ...frame,
      dtsMs: milliseconds(frame.dtsMs - this.#offsetMs),
      ptsMs: milliseconds(frame.ptsMs - this.#offsetMs),
    });
  }

  #headers(output: number, { video }: StreamHeaders): void {
    if (video) this.options.onHeaders(output, video);
  }
}

const NOTHING = new Uint8Array();

function missingPipe(): never {
  throw new Error('ffmpeg was started without a pipe to write to');
}
