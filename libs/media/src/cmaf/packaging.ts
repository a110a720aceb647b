import type { LiveStream } from '../stream/live-stream.js';
import type { MediaFrame, VideoFrame } from '../stream/media-frame.js';
import type { Sink, Subscription } from '../stream/sink.js';
import { ObjectCache } from './object-cache.js';
import { segmentLengths, type SegmentLengths } from './segment-lengths.js';
import { SegmentStore, type SegmentStoreLimits } from './segment-store.js';
import { Segmenter } from './segmenter.js';
import { SegmentCuts } from './segment-cuts.js';
import { Waiters } from './waiters.js';

/**
 * Milliseconds of stream time for each media sequence number that a packaging begins with. Segments are longer, so one that
 * begins later, after a pause or a restart of the server, always has higher numbers.
 */
const MS_PER_FIRST_MSN = 500;
/** The time of day of a segment follows the stream's clock until it is this far from the server's, ms. */
const CLOCK_DRIFT_MS = 250;

/** What a packaging is part of: that of the source, which another rendition is packaged beside. */
export type PackagingOf = { readonly source: Packaging; readonly number: number };
type PackagingOptions = SegmentStoreLimits & { readonly maxWaiting: number };
type PackagedRendition = { readonly name: string; readonly packaging: Packaging };

/** The segments of one stream, made from its first request on. */
export class Packaging implements Disposable {
  /** In the name of every object: no cache takes one for that of another packaging. */
  readonly run: string;
  readonly store: SegmentStore;
  readonly lengths: SegmentLengths;
  readonly waiters: Waiters;
  /** What was made of the frames: chunks, segments, playlists. */
  readonly objects = new ObjectCache();
  readonly #cuts = new SegmentCuts();
  #renditions: readonly PackagedRendition[] = [];
  #renditionNumber = 0;
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
    private readonly limits: PackagingOptions,
    private readonly now: () => number = Date.now,
    private readonly beside?: PackagingOf,
  ) {
    this.run = beside ? `${beside.source.run}${beside.number.toString(36)}` : now().toString(36);
    this.waiters = new Waiters(limits.maxWaiting);
    const { keyFrameIntervalMs } = stream.health;
    this.lengths =
      beside?.source.lengths ??
      segmentLengths({
        frameMs: stream.stamper.frameIntervalMs,
        ...(keyFrameIntervalMs !== null && { keyFrameIntervalMs }),
      });
    const onChange = (): void => {
      this.waiters.look();
      // for lists of all renditions; not while it is being made for one of these
      if (!this.#isBacklog) beside?.source.waiters.look();
    };
    const firstMsn = (startMs: number): number => Math.floor(startMs / MS_PER_FIRST_MSN);
    const wallClockOf = (startMs: number): number => (beside?.source ?? this).#wallClockOf(startMs);
    const discontinuities = beside?.source.store.discontinuities;
    this.store = new SegmentStore(limits, firstMsn, wallClockOf, onChange, discontinuities);
    const isCut = beside && (({ ptsMs }: VideoFrame) => beside.source.#cuts.has(ptsMs));
    const segmenter = new Segmenter(this.store, this.lengths, isCut);
    this.#subscription = stream.subscribe(this.#sinkOf(segmenter));
    segmenter.endEarly();
    this.#isBacklog = false;
  }

  /** Time of day of stream time 0, milliseconds since 1970; it stays as it was at the beginning. */
  get epochMs(): number {
    if (this.beside) return this.beside.source.epochMs;
    const [first] = this.store.segments;
    return (this.#epochMs ??= first ? first.wallClockMs - first.startMs : this.now());
  }

  /** Those of the stream's other renditions that have frames. */
  get renditions(): readonly PackagedRendition[] {
    const offered = this.stream.renditions.all;
    if (offered.length === 0 && this.#renditions.length === 0) return [];
    const known = this.#renditions;
    const kept = offered.flatMap(({ name, stream }) => {
      const packaged = known.find(({ packaging }) => packaging.stream === stream);
      if (packaged) return [packaged];
      if (stream.isEnded || stream.headers.video === undefined) return [];
      const beside = { source: this, number: ++this.#renditionNumber };
      return [{ name, packaging: new Packaging(stream, this.limits, this.now, beside) }];
    });
    for (const one of known) if (!kept.includes(one)) one.packaging[Symbol.dispose]();
    this.#renditions = kept;
    return kept.filter(({ packaging: { store } }) => store.partCount > 0);
  }

  /** The one, of this stream and its other renditions, whose files have this in their names. */
  ofRun(run: string): Packaging | undefined {
    const others = this.renditions.map(({ packaging }) => packaging);
    return [this, ...others].find((one) => one.run === run);
  }

  /** The stream is over: nothing is added any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
    this.#hasEnded = true;
    for (const { packaging } of this.#renditions) packaging[Symbol.dispose]();
    this.#renditions = [];
    this.waiters.giveUp();
    this.store.clear();
  }

  #sinkOf(segmenter: Segmenter): Sink {
    return {
      onHeaders: (headers) => segmenter.onHeaders(headers),
      onFrame: (frame) => {
        this.#followClock(frame);
        const { last } = this.store;
        segmenter.onFrame(frame);
        if (frame.kind === 'video' && this.store.last !== last) this.#cuts.add(frame.ptsMs);
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
