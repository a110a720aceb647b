import { Worker } from 'node:worker_threads';
import { FlvReader, readVideoTagBody } from '@lockstep/formats';
import type { ClipFrame } from '@lockstep/media';
import { joinLengthPrefixed, readAvcDecoderConfiguration, splitLengthPrefixed } from '@lockstep/sei';
import { EncoderFailed } from './encoder-failed.js';
import {
  HOUSE_AVC_CONFIG,
  FRAME_HEIGHT,
  FRAME_WIDTH,
  FRAMES_PER_SECOND,
  videoEncoding,
} from './house-format.js';
import type { PumpOrder, PumpReport, PumpSettings } from './frame-pump.js';
import type { SpriteSheet } from './sprite-sheet.js';

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './frame-pump.worker.ts' : './frame-pump.worker.js',
  import.meta.url,
);

/** The frames of a clip, as sprites of a sheet. */
export type FrameJob = {
  readonly sheet: SpriteSheet;
  readonly videoFrames: number;
  /** {@link PumpOrder} `layers`. */
  readonly layers: Int32Array;
};

export type VideoEncoderOptions = {
  readonly ffmpeg: string;
  /** Frames of a group. */
  readonly group: number;
  /** Default 0. */
  readonly niceness?: number;
};

type Running = {
  readonly job: number;
  readonly wanted: number;
  /** Frames that came out. */
  out: number;
  /** Frames that will have come out when the last group is full; unknown until all went in. */
  total: number | undefined;
  readonly onFrame: (frame: ClipFrame) => void;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

const SLICE = 1;
const IDR_SLICE = 5;

/**
 * A warm encoder of frames: one ffmpeg for many clips, because to start one costs as much as a second of film. Every
 * clip begins with a new closed group, so that nothing of the one before is in it.
 */
export class VideoEncoder implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #flv = new FlvReader();
  readonly #sheets = new Set<string>();
  readonly #ended: Promise<void>;
  #running: Running | undefined;
  #failure: EncoderFailed | undefined;
  #jobs = 0;
  #pid: number | undefined;

  constructor({ ffmpeg, group, niceness = 0 }: VideoEncoderOptions) {
    const settings: PumpSettings = {
      ffmpeg,
      args: [
        ...['-hide_banner', '-nostdin', '-v', 'error', '-probesize', '32', '-analyzeduration', '0'],
        ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${FRAME_WIDTH}x${FRAME_HEIGHT}`],
        ...['-r', `${FRAMES_PER_SECOND}`, '-i', 'pipe:0', ...videoEncoding(group)],
      ],
      width: FRAME_WIDTH,
      height: FRAME_HEIGHT,
      group,
      niceness,
    };
    this.#worker = new Worker(workerFile, { workerData: settings });
    this.#worker.on('message', (message: PumpReport) => this.#receive(message));
    this.#worker.on('error', (error: Error) => this.#fail(`The frame thread stopped: ${error.message}.`));
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#fail('The frame encoder was shut down.');
        resolve();
      });
    });
  }

  /** No further job can be done; the reason why. */
  get failure(): EncoderFailed | undefined {
    return this.#failure;
  }

  /** Of the encoder's process, once it runs. */
  get pid(): number | undefined {
    return this.#pid;
  }

  /**
   * Encodes one clip; the frames come in order, each as soon as it is ready. One job at a time.
   * @throws EncoderFailed; Error while another job runs; the signal's reason
   */
  async encode(job: FrameJob, onFrame: (frame: ClipFrame) => void, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#running !== undefined) throw new Error('The encoder is at work.');
    if (!this.#sheets.has(job.sheet.id)) {
      const { id, table, pixels } = job.sheet;
      this.#order({ kind: 'sheet', id, table, pixels });
      this.#sheets.add(id);
    }
    const number = ++this.#jobs;
    const stop = (): void => this.#order({ kind: 'stop', job: number });
    signal?.addEventListener('abort', stop);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#running = {
          job: number,
          wanted: job.videoFrames,
          out: 0,
          total: undefined,
          onFrame,
          resolve,
          reject,
        };
        this.#order({
          kind: 'job',
          job: number,
          sheet: job.sheet.id,
          videoFrames: job.videoFrames,
          layers: job.layers,
        });
      });
    } finally {
      this.#running = undefined;
      signal?.removeEventListener('abort', stop);
      if (job.sheet.isPassing === true) this.forget(job.sheet.id);
    }
    signal?.throwIfAborted();
  }

  /** Frees a sheet that is not used any more. */
  forget(sheet: string): void {
    if (this.#sheets.delete(sheet)) this.#order({ kind: 'forget', id: sheet });
  }

  /** Ends the process and waits for it. A job at work fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#running !== undefined) this.#order({ kind: 'stop', job: this.#running.job });
    this.#order({ kind: 'close' });
    await this.#ended;
  }

  #order(order: PumpOrder): void {
    this.#worker.postMessage(order);
  }

  #receive(message: PumpReport): void {
    switch (message.kind) {
      case 'started':
        this.#pid = message.pid;
        return;
      case 'bytes':
        return this.#read(message.bytes);
      case 'fed':
        if (this.#running?.job === message.job) {
          this.#running.total = message.videoFrames;
          this.#settle(this.#running);
        }
        return;
      case 'failed':
      case 'ended':
        return this.#fail(`The frame encoder ended: ${message.reason}.`);
    }
  }

  #read(bytes: Uint8Array): void {
    try {
      for (const tag of this.#flv.push(bytes)) {
        if (tag.type !== 'video') continue;
        const video = readVideoTagBody(tag.body);
        if (video.packet === 'sequence-header') checkParameterSets(video.data);
        else if (video.packet === 'coded') this.#frame(video.isRandomAccess, video.data);
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #frame(isRandomAccess: boolean, sample: Uint8Array): void {
    const running = this.#running;
    if (running === undefined) return;
    if (running.out++ < running.wanted) running.onFrame({ isRandomAccess, bytes: slicesOf(sample) });
    this.#settle(running);
  }

  #settle({ out, total, resolve }: Running): void {
    if (total !== undefined && out >= total) resolve();
  }

  #fail(what: string): void {
    this.#failure ??= new EncoderFailed(what);
    this.#running?.reject(this.#failure);
  }
}

/** The encoder's own remarks (SEI) are left out. */
export function slicesOf(sample: Uint8Array): Uint8Array {
  const units = splitLengthPrefixed(sample, 4).filter((unit) => {
    const type = (unit[0] ?? 0) & 0x1f;
    return type === SLICE || type === IDR_SLICE;
  });
  return joinLengthPrefixed(units, 4);
}

/** @throws EncoderFailed */
export function checkParameterSets(config: Uint8Array): void {
  const wanted = readAvcDecoderConfiguration(HOUSE_AVC_CONFIG);
  const found = readAvcDecoderConfiguration(config);
  const same =
    Buffer.compare(Buffer.concat(wanted.sps), Buffer.concat(found.sps)) === 0 &&
    Buffer.compare(Buffer.concat(wanted.pps), Buffer.concat(found.pps)) === 0;
  if (!same)
    throw new EncoderFailed('This ffmpeg writes parameter sets that are not those of the house format.');
}
