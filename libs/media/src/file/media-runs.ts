import { FlvReader } from '@lockstep/formats';
import { FlvMessageReader, type FlvMeaning } from '../flv/flv-to-stream.js';
import { inputArguments, startFfmpeg, type FfmpegOutput } from '../transcoding/ffmpeg-process.js';
import { transcode } from '../transcoding/fluent-ffmpeg.js';
import { flvOutput, isCopy, planFor, type MediaPlan } from '../transcoding/house-format.js';
import type { MediaProbe } from '../transcoding/media-probe.js';
import { EncodedCopy } from './encoded-copy.js';

/** A publisher's data messages are not among them: a file has none that players wait for. */
type FileMeaning = Exclude<
  NonNullable<FlvMeaning>,
  { readonly data: unknown } | { readonly unreadable: unknown }
>;

/**
 * A media file, run after run, as frames. What can be played is copied; else the first run encodes and keeps what it
 * made in a temporary file, which the later runs copy.
 */
export class MediaRuns implements AsyncDisposable {
  readonly #plan: MediaPlan;
  /** One for all runs: a run without headers of its own goes on with those before. */
  readonly #messages = new FlvMessageReader();
  #output: FfmpegOutput | undefined;
  #copy: EncodedCopy | undefined;
  /** The temporary file, once it is complete. */
  #encodedPath: string | undefined;
  #disposed = false;

  constructor(
    private readonly ffmpeg: string,
    private readonly path: string,
    private readonly probe: MediaProbe,
  ) {
    this.#plan = planFor(probe);
  }

  /** Whether video and audio are passed on as they are. */
  get isCopied(): boolean {
    return isCopy(this.#plan);
  }

  /**
   * One run through the file; stop reading and it waits.
   * @param repeats the run will be repeated
   * @throws FfmpegFailed, FfmpegMissing, ParseError, UnsupportedMedia
   */
  async *run(repeats: boolean): AsyncGenerator<FileMeaning> {
    const isEncoding = !this.isCopied && this.#encodedPath === undefined;
    const copy = isEncoding && repeats ? await this.#keepCopy() : undefined;
    const output = this.#open();
    const tags = new FlvReader();
    for await (const chunk of output.stdout as AsyncIterable<Buffer>) {
      copy?.write(chunk);
      for (const { type, timestampMs, body } of tags.push(chunk)) {
        const meaning = this.#messages.read({ kind: type, timestampMs, body });
        if (meaning === undefined || 'data' in meaning || 'unreadable' in meaning) continue;
        yield 'headers' in meaning ? { headers: meaning.headers } : meaning;
        if ('headers' in meaning && meaning.frame !== undefined) yield { frame: meaning.frame };
      }
    }
    await output.done;
    if (copy !== undefined) this.#encodedPath = await copy.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await this.#output?.[Symbol.asyncDispose]();
    await this.#copy?.[Symbol.asyncDispose]();
  }

  #open(): FfmpegOutput {
    if (this.#disposed) throw new Error('The file source is closed.');
    this.#output =
      this.isCopied || this.#encodedPath !== undefined
        ? this.#startCopying(this.#encodedPath ?? this.path)
        : transcode({ ffmpeg: this.ffmpeg, path: this.path, plan: this.#plan, rate: this.probe.video.rate });
    return this.#output;
  }

  #startCopying(path: string): FfmpegOutput {
    return startFfmpeg(this.ffmpeg, [
      ...inputArguments(path),
      ...flvOutput(this.#plan),
      '-c',
      'copy',
      'pipe:1',
    ]);
  }

  async #keepCopy(): Promise<EncodedCopy> {
    await this.#copy?.[Symbol.asyncDispose](); // of a run that could not be kept
    this.#copy = await EncodedCopy.create();
    return this.#copy;
  }
}
