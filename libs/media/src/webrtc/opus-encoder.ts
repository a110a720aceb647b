import { spawn, type ChildProcess } from 'node:child_process';
import { backOffMs } from '@lockstep/async';
import { OggReader, readAudioSpecificConfig, writeAdts, type AudioSpecificConfig } from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import type { AudioFrame, AudioHeaders } from '../stream/media-frame.js';
import { FfmpegFailed, LogTail } from '../transcoding/ffmpeg-process.js';
import { OpusClock } from './opus-clock.js';
import { audioFrame } from './rtp-frame.js';

/** What waits for an encoder, bytes: more than a minute of it. It would be too late by then. */
const MAX_QUEUED_BYTES = 1024 * 1024;
const BACK_OFF = { firstMs: 500, maxMs: 30_000, random: () => 1 };
/** An encoder that made this many packets works. */
const PROVEN_PACKETS = 250;
/** OpusHead and OpusTags. RFC 7845, 5. */
const HEADER_PACKETS = 2;
const PRE_SKIP_AT = 10;

export type OpusEncoderOptions = {
  readonly ffmpeg: string;
  readonly audio: AudioHeaders;
  readonly onPacket: (packet: Buffer) => void;
  readonly onError: (error: unknown) => void;
};

/** Whether the audio of a stream can be made Opus of. */
export function isEncodable({ codec, config }: AudioHeaders): boolean {
  if (codec !== 'aac') return false;
  try {
    adtsOf(readAudioSpecificConfig(config), new Uint8Array());
    return true;
  } catch (error) {
    if (error instanceof ParseError || error instanceof RangeError) return false;
    throw error;
  }
}

/** Makes Opus of a stream's AAC, once for all viewers, in one ffmpeg; one that dies is replaced. */
export class OpusEncoder implements AsyncDisposable {
  readonly #config: AudioSpecificConfig;
  #run: Run | undefined;
  #failures = 0;
  #again: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(private readonly options: OpusEncoderOptions) {
    this.#config = readAudioSpecificConfig(options.audio.config);
    this.#start();
  }

  get pid(): number | undefined {
    return this.#run?.child.pid;
  }

  push({ bytes, ptsMs }: AudioFrame): void {
    const run = this.#run;
    const stdin = run?.child.stdin;
    if (!run || !stdin?.writable || stdin.writableLength > MAX_QUEUED_BYTES) return;
    run.clock.fed(ptsMs);
    stdin.write(adtsOf(this.#config, bytes));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    clearTimeout(this.#again);
    const run = this.#run;
    run?.child.kill('SIGKILL');
    await run?.closed;
  }

  #start(): void {
    if (this.#isEnded) return;
    const { ffmpeg, onPacket, onError } = this.options;
    const { frameLength, samplingFrequency } = this.#config;
    const run = new Run(ffmpeg, (1000 * frameLength) / samplingFrequency, onPacket);
    this.#run = run;
    void run.closed.then((error) => {
      if (run !== this.#run) return;
      this.#run = undefined;
      if (this.#isEnded) return;
      this.#failures = run.packets > PROVEN_PACKETS ? 1 : this.#failures + 1;
      onError(error);
      this.#again = setTimeout(() => this.#start(), backOffMs(this.#failures, BACK_OFF)).unref();
    });
  }
}

/** One process, from its first sample on. */
class Run {
  readonly child: ChildProcess;
  readonly clock: OpusClock;
  packets = 0;
  /** Resolves with why it ended. */
  readonly closed: Promise<Error>;
  readonly #ogg = new OggReader();
  readonly #log = new LogTail();
  #fault: Error | undefined;

  constructor(
    ffmpeg: string,
    frameMs: number,
    private readonly onPacket: (packet: Buffer) => void,
  ) {
    this.clock = new OpusClock(frameMs);
    this.child = spawn(ffmpeg, ARGUMENTS, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.closed = new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.#fault ??= error;
        if (this.child.pid === undefined) resolve(error);
      });
      this.child.once('close', (code, signal) => {
        const exit = signal === null ? `exited with ${code}` : `was ended by ${signal}`;
        resolve(this.#fault ?? new FfmpegFailed(exit, this.#log.text));
      });
    });
    this.child.stdin?.on('error', () => undefined); // it closed it: its end says why
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#log.push(text));
    this.child.stdout?.on('data', (bytes: Buffer) => this.#read(bytes));
  }

  #read(bytes: Buffer): void {
    if (this.#fault) return;
    try {
      for (const opus of this.#ogg.push(bytes)) this.#take(opus);
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error(String(error));
      this.child.kill('SIGKILL');
    }
  }

  #take(opus: Uint8Array): void {
    if (this.packets++ === 0) {
      this.clock.preSkip = (opus[PRE_SKIP_AT] ?? 0) | ((opus[PRE_SKIP_AT + 1] ?? 0) << 8);
    }
    if (this.packets <= HEADER_PACKETS) return;
    this.onPacket(audioFrame(opus, this.clock.packet() % 2 ** 32));
  }
}

/** A page of Ogg for each packet, at once: nothing waits for more. */
const ARGUMENTS: readonly string[] = [
  ...['-hide_banner', '-v', 'error', '-fflags', 'nobuffer', '-probesize', '32', '-analyzeduration', '0'],
  ...[
    '-f',
    'aac',
    '-i',
    'pipe:0',
    '-map',
    '0:a:0',
    '-c:a',
    'libopus',
    '-ac',
    '2',
    '-ar',
    '48000',
    '-b:a',
    '64k',
  ],
  ...['-frame_duration', '20', '-application', 'audio', '-map_metadata', '-1'],
  ...['-flush_packets', '1', '-page_duration', '20000', '-f', 'ogg', 'pipe:1'],
];

const adtsOf = (
  { objectType, samplingFrequency, channelConfiguration }: AudioSpecificConfig,
  data: Uint8Array,
) => writeAdts({ objectType, samplingFrequency, channelConfiguration, data });
