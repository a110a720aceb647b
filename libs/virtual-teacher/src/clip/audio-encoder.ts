import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { Serial } from '@lockstep/async';
import { readAdts } from '@lockstep/formats';
import { EncoderFailed } from './encoder-failed.js';
import { AUDIO_FRAME, AUDIO_RATE, audioEncoding } from './house-format.js';

/** Silence that pushes the last frames of a clip out of the encoder, which looks ahead. */
const PUSH_FRAMES = 12;
/** The encoder's first frame holds the audio before the first sample. */
const PRIMING_FRAMES = 1;
const ADTS_HEADER_BYTES = 7;

type Running = {
  readonly first: number;
  readonly end: number;
  readonly onAudio: (frame: Uint8Array) => void;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * A warm encoder of audio: one ffmpeg for many clips. Each clip begins and ends with silence, so that nothing of the one
 * before is in it; its frames are found by counting.
 */
export class AudioEncoder implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<void>;
  readonly #jobs = new Serial();
  #running: Running | undefined;
  #failure: EncoderFailed | undefined;
  #rest: Uint8Array = new Uint8Array(0);
  #framesIn = 0;
  #framesOut = 0;
  #log = '';

  /** @param niceness of the process; 0 for what somebody waits for */
  constructor(ffmpeg: string, niceness = 0) {
    const input = ['-f', 's16le', '-ar', `${AUDIO_RATE}`, '-ac', '1', '-i', 'pipe:0'];
    this.#child = spawn(
      ffmpeg,
      [
        ...['-hide_banner', '-nostdin', '-v', 'error', '-probesize', '32', '-analyzeduration', '0'],
        ...input,
        ...audioEncoding,
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#log = (this.#log + text).slice(-4096);
    });
    if (niceness > 0) this.#child.once('spawn', () => lowerPriority(this.#child.pid, niceness));
    this.#child.stdin.on('error', () => undefined); // 'close' tells why
    this.#child.stdout.on('data', (chunk: Uint8Array) => this.#read(chunk));
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => this.#fail(`The audio encoder ended: ${error.message}.`));
      this.#child.once('close', (code, signal) => {
        this.#fail(`The audio encoder ended: ${signal ?? `exited with ${code}`}. ${this.#log.trim()}`);
        resolve();
      });
    });
  }

  get failure(): EncoderFailed | undefined {
    return this.#failure;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Encodes the audio of one clip: 48 kHz mono, whole AAC frames, silent for two frames at both ends. Jobs queue.
   * @throws EncoderFailed
   */
  encode(samples: Int16Array, onAudio: (frame: Uint8Array) => void): Promise<void> {
    return this.#jobs.run(() => this.#encode(samples, onAudio));
  }

  /** Ends the process and waits for it; jobs that wait fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  #encode(samples: Int16Array, onAudio: (frame: Uint8Array) => void): Promise<void> {
    if (samples.length % AUDIO_FRAME !== 0) throw new RangeError('The audio of a clip is whole AAC frames.');
    if (this.#failure !== undefined) throw this.#failure;
    const frames = samples.length / AUDIO_FRAME;
    const first = this.#framesIn + PRIMING_FRAMES;
    this.#framesIn += frames + PUSH_FRAMES;
    const done = new Promise<void>((resolve, reject) => {
      this.#running = { first, end: first + frames, onAudio, resolve, reject };
    });
    this.#child.stdin.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    this.#child.stdin.write(new Uint8Array(PUSH_FRAMES * AUDIO_FRAME * 2));
    return done.finally(() => {
      this.#running = undefined;
    });
  }

  #read(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let offset = 0;
    while (bytes.length - offset >= ADTS_HEADER_BYTES) {
      const length = adtsLength(bytes, offset);
      if (length < ADTS_HEADER_BYTES) return this.#fail('The audio encoder wrote no ADTS.');
      if (bytes.length - offset < length) break;
      const [frame] = readAdts(bytes.subarray(offset, offset + length));
      if (frame !== undefined) this.#frame(frame.data);
      offset += length;
    }
    this.#rest = bytes.subarray(offset);
  }

  #frame(data: Uint8Array): void {
    const index = this.#framesOut++;
    const running = this.#running;
    if (running === undefined || index < running.first || index >= running.end) return;
    running.onAudio(data);
    if (index === running.end - 1) running.resolve();
  }

  #fail(what: string): void {
    this.#failure ??= new EncoderFailed(what);
    this.#running?.reject(this.#failure);
  }
}

/** aac_frame_length, ISO/IEC 14496-3, 1.A.2.2.1. */
const adtsLength = (bytes: Uint8Array, at: number): number =>
  (((bytes[at + 3] ?? 0) & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);

function lowerPriority(pid: number | undefined, niceness: number): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // not allowed here: the encoder then competes as others do
  }
}
