import type { LiveStream } from '../stream/live-stream.js';
import type { MediaFrame } from '../stream/media-frame.js';
import type { Sink, Subscription } from '../stream/sink.js';
import { ObjectCache } from './object-cache.js';
import { segmentLengths, type SegmentLengths } from './segment-lengths.js';
import { SegmentStore, type SegmentStoreLimits } from './segment-store.js';
import { Segmenter } from './segmenter.js';
import { Waiters } from './waiters.js';

/**
 * Milliseconds of stream time for each media sequence number that a packaging begins with. Segments are longer, so one that
 * begins later, after a pause or a restart of the server, always has higher numbers.
 */
const MS_PER_FIRST_MSN = 500;
/** The time of day of a segment follows the stream's clock until it is this far from the server's, ms. */
const CLOCK_DRIFT_MS = 250;

/** The segments of one stream, made from its first request on. */
export class Packaging implements Disposable {
  /** In the name of every object: no cache takes one for that of another packaging. */
  readonly run: string;
  readonly store: SegmentStore;
  readonly lengths: SegmentLengths;
  readonly waiters: Waiters;
  /** What was made of the frames: chunks, segments, playlists. */
  readonly objects = new ObjectCache();
  #hasEnded = false;
  #epochMs: number | undefined;
  #isBacklog = true;
  #wallClockOffsetMs: number | undefined;
  readonly #subscription: Subscription;

  /**
   * Begins with the frames that the stream keeps for new viewers: what was asked for is there at once.
   * @throws LiveStreamEnded
   */
  constructor(
    readonly stream: LiveStream,
    limits: SegmentStoreLimits & { readonly maxWaiting: number },
    private readonly now: () => number = Date.now,
  ) {
    this.run = now().toString(36);
    this.waiters = new Waiters(limits.maxWaiting);
    const { keyFrameIntervalMs } = stream.health;
    this.lengths = segmentLengths({
      frameMs: stream.stamper.frameIntervalMs,
      ...(keyFrameIntervalMs !== null && { keyFrameIntervalMs }),
    });
    const onChange = (): void => this.waiters.look();
    const firstMsn = (startMs: number): number => Math.floor(startMs / MS_PER_FIRST_MSN);
    this.store = new SegmentStore(limits, firstMsn, (startMs) => this.#wallClockOf(startMs), onChange);
    const segmenter = new Segmenter(this.store, this.lengths);
    this.#subscription = stream.subscribe(this.#sinkOf(segmenter));
    segmenter.endEarly();
    this.#isBacklog = false;
  }

  /** Time of day of stream time 0, milliseconds since 1970; it stays as it was at the beginning. */
  get epochMs(): number {
    const [first] = this.store.segments;
    return (this.#epochMs ??= first ? first.wallClockMs - first.startMs : this.now());
  }

  /** The stream is over: nothing is added any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
    this.#hasEnded = true;
    this.waiters.giveUp();
    this.store.clear();
  }

  #sinkOf(segmenter: Segmenter): Sink {
    return {
      onHeaders: (headers) => segmenter.onHeaders(headers),
      onFrame: (frame) => {
        this.#followClock(frame);
        segmenter.onFrame(frame);
      },
      onData: (item) => segmenter.onData(item),
      onEnd: () => {
        segmenter.onEnd();
        this.#hasEnded = true;
        this.waiters.look();
      },
    };
  }

  /** Frames that the stream kept came earlier than now: the newest frame it has counts. */
  #followClock({ dtsMs }: MediaFrame): void {
    const edgeMs = this.#isBacklog ? (this.stream.positionMs ?? dtsMs) : dtsMs;
    const offsetMs = this.now() - edgeMs;
    if (Math.abs(offsetMs - (this.#wallClockOffsetMs ?? -Infinity)) > CLOCK_DRIFT_MS)
      this.#wallClockOffsetMs = offsetMs;
  }

  #wallClockOf(startMs: number): number {
    return startMs + (this.#wallClockOffsetMs ?? this.now() - startMs);
  }
}
