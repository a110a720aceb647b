import type { SegmentLengths } from '../cmaf/segment-lengths.js';
import { Segmenter } from '../cmaf/segmenter.js';
import type { SegmentTarget } from '../cmaf/segment.js';
import type { Stretch } from '../cmaf/stretch.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { MediaFrame } from '../stream/media-frame.js';
import type { Sink, Subscription } from '../stream/sink.js';
import type { Fragment } from './fragment.js';
import { createFile, type CreateFile } from './recording-files.js';
import { StretchWriter } from './stretch-writer.js';

/** Why a recording has a gap, or will have one. */
export type RecordingAlarm = {
  /**
   * disk-full: there is no room, recording goes on when there is. disk-slow: the disk does not keep up.
   * write-failed: the file system refuses.
   */
  readonly code: 'disk-full' | 'disk-slow' | 'write-failed';
  /** What the file system said, for the log. */
  readonly cause?: unknown;
};

export type RecorderStats = {
  /** Written since it began, bytes. */
  readonly bytes: number;
  /** Stream time behind the last frame that was written, ms; undefined before the first one. */
  readonly endMs: number | undefined;
  /** Stream time that was not written, ms. */
  readonly lostMs: number;
  /** Frames that wait to be written, bytes. */
  readonly queuedBytes: number;
  readonly alarm: RecordingAlarm | undefined;
};

export type RecorderOptions = {
  /**
   * Where the files go; made when it does not exist. What is in it stays, the recording goes on behind it. A function is called before
   * each file, again after it rejected.
   */
  readonly folder: string | (() => Promise<string>);
  /** Whether there is room for the next second. Default: always. */
  readonly hasRoom?: () => Promise<boolean>;
  /** The disk has each second before the next one is written. Default false. */
  readonly isSynced?: boolean;
  /** Frames that may wait, bytes; what comes beyond is not recorded. Default 2 MiB. */
  readonly maxQueuedBytes?: number;
  /** After a failure nothing is tried for this long, ms. Default 5,000. */
  readonly retryMs?: number;
  /** Hears of an alarm, and of its end. */
  readonly onAlarm?: (alarm: RecordingAlarm | undefined) => void;
  readonly create?: CreateFile;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

/**
 * A fragment is 0.7 s at most, so that what a crash costs stays below a second, with the frame that it is in and the time of a write. A
 * segment ends at the first random access frame after 0.5 s.
 */
const LENGTHS: Omit<SegmentLengths, 'frameMs'> = { segmentMs: 500, targetMs: 10_000, partTargetMs: 702 };
const DEFAULT_QUEUED_BYTES = 2 * 1024 * 1024;
const DEFAULT_RETRY_MS = 5000;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly code = 'ENOSPC';
}

type Queued = Fragment & {
  readonly stretch: Stretch;
  /** Something before it was left out. */
  readonly isBehindGap: boolean;
};

/**
 * Writes a stream to disk as it passes: fragments of a second, a file for each stretch, one timeline. Nothing of it holds up the stream:
 * where the disk is full or slow, seconds are left out, and the alarm says so.
 */
export class Recorder implements AsyncDisposable {
  readonly #segmenter: Segmenter;
  readonly #writer: StretchWriter;
  readonly #subscription: Subscription;
  readonly #queue: Queued[] = [];
  readonly #now: () => number;
  #newestMs = 0;
  #queuedBytes = 0;
  /** Fragments are left out until one comes that can be decoded alone. */
  #isSkipping = false;
  /** Something was left out behind the last fragment that was taken. */
  #hasGap = false;
  #retryAt = -Infinity;
  #work: Promise<void> | undefined;
  #ended: Promise<void> | undefined;
  #alarm: RecordingAlarm | undefined;
  #counts = { bytes: 0, lostMs: 0 };
  #endMs: number | undefined;

  /** Begins with the frames that the stream keeps for new viewers. @throws LiveStreamEnded */
  constructor(
    stream: LiveStream,
    private readonly options: RecorderOptions,
  ) {
    this.#now = options.now ?? Date.now;
    const { folder } = options;
    this.#writer = new StretchWriter(typeof folder === 'string' ? () => Promise.resolve(folder) : folder, {
      create: options.create ?? createFile,
      isSynced: options.isSynced ?? false,
    });
    const lengths = { ...LENGTHS, frameMs: stream.stamper.frameIntervalMs };
    this.#segmenter = new Segmenter(this.#target(), lengths);
    this.#subscription = stream.subscribe(this.#sink());
  }

  get stats(): RecorderStats {
    return {
      ...this.#counts,
      endMs: this.#endMs,
      queuedBytes: this.#queuedBytes,
      alarm: this.#alarm,
    };
  }

  /** Resolves when everything that was to be written is; the recording is over. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#subscription[Symbol.dispose]();
    await (this.#ended ??= this.#end());
  }

  #sink(): Sink {
    return {
      onHeaders: (headers) => this.#segmenter.onHeaders(headers),
      onFrame: (frame) => this.#onFrame(frame),
      onData: (item) => this.#segmenter.onData(item),
      onEnd: () => void (this.#ended ??= this.#end()),
    };
  }

  #onFrame(frame: MediaFrame): void {
    this.#newestMs = Math.max(this.#newestMs, frame.dtsMs);
    this.#segmenter.onFrame(frame);
  }

  #target(): SegmentTarget {
    let stretch: Stretch | undefined;
    return {
      begin: (begun) => {
        stretch = begun.stretch;
      },
      add: (part) => {
        const wallClockMs = this.#now() - Math.max(0, this.#newestMs - part.startMs);
        if (stretch) this.#take(stretch, { part, wallClockMs });
      },
      complete: () => undefined,
    };
  }

  #take(stretch: Stretch, fragment: Fragment): void {
    const { byteLength, durationMs, isIndependent } = fragment.part;
    const most = this.options.maxQueuedBytes ?? DEFAULT_QUEUED_BYTES;
    if (this.#isSkipping && isIndependent && this.#mayGoOn(most)) this.#isSkipping = false;
    if (!this.#isSkipping && this.#queuedBytes + byteLength > most && this.#queue.length > 0) {
      this.#isSkipping = true;
      this.#raise({ code: 'disk-slow' });
    }
    if (this.#isSkipping) {
      this.#counts.lostMs += durationMs;
      this.#hasGap = true;
      return;
    }
    this.#queue.push({ ...fragment, stretch, isBehindGap: this.#hasGap });
    this.#hasGap = false;
    this.#queuedBytes += byteLength;
    this.#work ??= this.#writeQueue();
  }

  #mayGoOn(most: number): boolean {
    return this.#queuedBytes <= most / 2 && this.#now() >= this.#retryAt;
  }

  /** Never rejects. */
  async #writeQueue(): Promise<void> {
    try {
      for (let next = this.#queue[0]; next; next = this.#queue[0]) {
        await this.#writeOne(next);
        this.#queue.shift();
        this.#queuedBytes -= next.part.byteLength;
      }
    } catch (cause) {
      this.#giveUp(cause);
    } finally {
      this.#work = undefined;
    }
  }

  async #writeOne(fragment: Queued): Promise<void> {
    const { hasRoom } = this.options;
    if (hasRoom && !(await hasRoom())) throw new NoRoom('The disk has no room for a recording.');
    // decoders are set up anew behind a gap, and playlists say so between two files
    if (fragment.isBehindGap) await this.#writer.close();
    this.#counts.bytes += await this.#writer.write(fragment.stretch, fragment);
    this.#endMs = fragment.part.startMs + fragment.part.durationMs;
    if (this.#alarm && !this.#isSkipping) this.#raise(undefined);
  }

  /** What waits is lost: the next that is tried is the first one after a while that can be decoded alone. */
  #giveUp(cause: unknown): void {
    this.#counts.lostMs += this.#queue.reduce((sum, { part }) => sum + part.durationMs, 0);
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    this.#isSkipping = this.#hasGap = true;
    this.#retryAt = this.#now() + (this.options.retryMs ?? DEFAULT_RETRY_MS);
    const { code } = cause as NodeJS.ErrnoException;
    this.#raise({ code: code !== undefined && NO_ROOM.has(code) ? 'disk-full' : 'write-failed', cause });
  }

  #raise(alarm: RecordingAlarm | undefined): void {
    if (alarm?.code === this.#alarm?.code) return;
    this.#alarm = alarm;
    this.options.onAlarm?.(alarm);
  }

  async #end(): Promise<void> {
    this.#segmenter.onEnd();
    await this.#work;
    await this.#writer.close();
  }
}
