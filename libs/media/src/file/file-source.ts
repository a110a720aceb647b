import { setTimeout as sleep } from 'node:timers/promises';
import { warnOf } from '../stream/listeners.js';
import { withLiveMetadata } from '../flv/live-metadata.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import type { Publication } from '../stream/publication.js';
import { findFfmpeg } from '../transcoding/find-ffmpeg.js';
import { probeMedia, type MediaProbe } from '../transcoding/media-probe.js';
import { LoopTimeline } from './loop-timeline.js';
import { MediaRuns } from './media-runs.js';
import { ReadAhead, type ReadAheadLimits } from './read-ahead.js';
import { ResumePoint } from './resume-point.js';

/** A run begins: its first frame is at `streamPtsMs`. */
export type FileLoop = {
  /** 0 for the first run. */
  readonly iteration: number;
  readonly streamPtsMs: number;
  /** Time of that frame in the film; 0 unless the first run did not begin at its beginning. */
  readonly filmMs: number;
};

/** The last frame of a film that is not repeated. */
export type FileEnding = { readonly streamPtsMs: number };

export type FileSourceOptions = {
  readonly path: string;
  readonly stream: LiveStream;
  /** Again and again, on one continuous timeline; else once. */
  readonly loop: boolean;
  /** Default: see findFfmpeg. */
  readonly ffmpeg?: string | undefined;
  /**
   * Told of every run, the first as its first frame is pushed, the later ones {@link loopLeadMs} before, so that an
   * event can be stamped on that very frame.
   */
  readonly onLoop?: (loop: FileLoop) => void;
  /** Told {@link loopLeadMs} before the last frame of a film that is not looped. */
  readonly onEnding?: (ending: FileEnding) => void;
  /** The first run begins with the last random access frame at or before this time of the film, ms. Default 0. */
  readonly startAtMs?: number;
  /** Default 250 ms. */
  readonly loopLeadMs?: number;
  readonly publisherId?: string;
  readonly readAhead?: ReadAheadLimits;
  readonly onError?: (error: unknown) => void;
};

type Item = { readonly dtsMs: number; readonly byteLength: number } & (
  | { readonly kind: 'headers'; readonly headers: StreamHeaders }
  | { readonly kind: 'frame'; readonly frame: PublishedFrame; readonly begins: number | undefined }
);

/** Later than this the file was not read in time (a slow disk, a slow encoder): it is not made up for, ms. */
const MAX_LATE_MS = 1_000;

/**
 * Publishes a media file as a live stream in real time: each frame when its decoding time comes, by one clock for all
 * runs, so that it does not drift.
 */
export class FileSource implements AsyncDisposable {
  /** Resolves when the file was played once, or the source was disposed; rejects when it cannot go on. */
  readonly done: Promise<void>;
  readonly #publication: Publication;
  readonly #runs: MediaRuns;
  readonly #queue: ReadAhead<Item>;
  readonly #stopped = new AbortController();
  readonly #leads = new Set<NodeJS.Timeout>();
  /** performance.now() of the file clock's 0. */
  #zeroAt: number | undefined;
  /** Stream time minus file clock. */
  #streamOffsetMs = 0;
  readonly #resume: ResumePoint;
  /** The one that is presented last, of those read so far. */
  #lastFrame: PublishedFrame | undefined;

  private constructor(
    private readonly options: FileSourceOptions,
    readonly probe: MediaProbe,
    ffmpeg: string,
  ) {
    this.#queue = new ReadAhead(options.readAhead);
    this.#resume = new ResumePoint(options.startAtMs ?? 0);
    this.#runs = new MediaRuns(ffmpeg, options.path, probe);
    this.#publication = options.stream.publish({
      id: options.publisherId ?? 'file',
      kind: 'file',
      onRevoked: () => this.#stop(),
    });
    this.done = this.#play();
    this.done.catch(() => undefined);
  }

  /**
   * Resolves when the file is known to be playable and its publication has begun.
   * @throws MediaFileError, FfmpegMissing, PublisherConflict, LiveStreamEnded
   */
  static async start(options: FileSourceOptions): Promise<FileSource> {
    const ffmpeg = await findFfmpeg({ path: options.ffmpeg });
    return new FileSource(options, await probeMedia(ffmpeg, options.path), ffmpeg);
  }

  /** Whether the file's own video and audio are published; else they are encoded anew. */
  get isCopied(): boolean {
    return this.#runs.isCopied;
  }

  /** Ends the publication, kills ffmpeg and waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    await this.done.catch(() => undefined);
  }

  #stop(): void {
    this.#stopped.abort();
    this.#queue.abandon();
  }

  async #play(): Promise<void> {
    const reading = this.#read();
    try {
      await this.#pace();
      this.#publication.end('the file is over');
    } catch (error) {
      this.#publication.end('the file cannot be read on');
      throw error;
    } finally {
      this.#stop();
      for (const lead of this.#leads) clearTimeout(lead);
      await this.#runs[Symbol.asyncDispose]();
      await reading;
    }
  }

  /** Reads run after run, as far ahead as the queue allows. */
  async #read(): Promise<void> {
    try {
      const timeline = new LoopTimeline(this.isCopied ? this.probe.video.rate : undefined);
      let dtsMs = 0;
      for (let run = 0; !this.#stopped.signal.aborted; run++) {
        let begins: number | undefined = run;
        for await (const meaning of this.#runs.run(this.options.loop)) {
          if (this.#stopped.signal.aborted) return;
          if ('headers' in meaning) {
            const headers = withLiveMetadata(meaning.headers);
            await this.#queue.push({ kind: 'headers', headers, dtsMs, byteLength: 0 });
            continue;
          }
          const played = run === 0 ? this.#resume.add(meaning.frame) : [meaning.frame];
          for (const frame of played.flatMap((one) => timeline.add(one))) {
            await this.#enqueue(frame, begins);
            begins = undefined;
            dtsMs = frame.dtsMs;
          }
        }
        const held = run === 0 ? this.#resume.end().flatMap((one) => timeline.add(one)) : [];
        for (const frame of [...held, ...timeline.endRun()]) {
          await this.#enqueue(frame, begins);
          begins = undefined;
        }
        if (begins !== undefined)
          throw new Error(`${this.options.path} holds no frame that a player could begin with.`);
        if (!this.options.loop) break;
      }
      this.#announceEnding();
      this.#queue.end();
    } catch (error) {
      this.#queue.end({ error });
    }
  }

  async #enqueue(frame: PublishedFrame, begins: number | undefined): Promise<void> {
    await this.#queue.push({
      kind: 'frame',
      frame,
      begins,
      dtsMs: frame.dtsMs,
      byteLength: frame.bytes.length,
    });
    if (frame.kind === 'video') this.#lastFrame = later(this.#lastFrame, frame);
    if (begins !== undefined && begins > 0) {
      this.#ahead(frame, (streamPtsMs) =>
        this.options.onLoop?.({ iteration: begins, streamPtsMs, filmMs: 0 }),
      );
    }
  }

  async #pace(): Promise<void> {
    for (;;) {
      const item = await this.#queue.take();
      if (item === undefined) return;
      if (item.kind === 'headers') {
        this.#publication.setHeaders(item.headers);
        continue;
      }
      await this.#until(item.frame.dtsMs);
      if (this.#stopped.signal.aborted) return;
      if (item.begins === 0) this.#pushFirst(item.frame);
      else this.#publication.push(item.frame);
    }
  }

  /** Waits for a time of the file clock; frames due together go out in one batch. */
  async #until(dtsMs: number): Promise<void> {
    const now = performance.now();
    this.#zeroAt ??= now - dtsMs;
    const waitMs = this.#zeroAt + dtsMs - now;
    if (-waitMs > MAX_LATE_MS) this.#zeroAt -= waitMs;
    if (waitMs < 1) return;
    this.#publication.endBatch();
    await sleep(waitMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }

  #pushFirst(frame: PublishedFrame): void {
    const pushed = this.#publication.push(frame);
    if (pushed.outcome === 'passed') this.#streamOffsetMs = pushed.dtsMs - frame.dtsMs;
    const loop = { iteration: 0, streamPtsMs: frame.ptsMs + this.#streamOffsetMs };
    this.#tell(() => this.options.onLoop?.({ ...loop, filmMs: this.#resume.skippedMs ?? 0 }));
  }

  #announceEnding(): void {
    if (this.#lastFrame === undefined) return;
    this.#ahead(this.#lastFrame, (streamPtsMs) => this.options.onEnding?.({ streamPtsMs }));
  }

  /** Calls back a little before a frame is due that was read ahead. */
  #ahead({ dtsMs, ptsMs }: PublishedFrame, call: (streamPtsMs: number) => void): void {
    const dueAt = (this.#zeroAt ?? performance.now()) + dtsMs - (this.options.loopLeadMs ?? 250);
    const lead = setTimeout(
      () => {
        this.#leads.delete(lead);
        this.#tell(() => call(ptsMs + this.#streamOffsetMs));
      },
      Math.max(0, dueAt - performance.now()),
    );
    this.#leads.add(lead);
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      (this.options.onError ?? warnOf)(error);
    }
  }
}

const later = (a: PublishedFrame | undefined, b: PublishedFrame): PublishedFrame =>
  a === undefined || b.ptsMs > a.ptsMs ? b : a;
