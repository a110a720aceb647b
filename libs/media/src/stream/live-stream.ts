import { AVCC, ParseError, type Milliseconds } from '@lockstep/sei';
import { DataBudget } from './data-budget.js';
import { byteLengthOf, StampedFrame } from './frame-bytes.js';
import { FrameStore } from './frame-store.js';
import { HeadersInForce, type HeadersChange } from './headers-in-force.js';
import { Listeners, warnOf } from './listeners.js';
import type { LiveStreamEvents, LiveStreamOptions, LiveStreamStats } from './live-stream-types.js';
import type { DataItem, MediaFrame, PublishedFrame, StreamHeaders, VideoFrame } from './media-frame.js';
import { admitFrame, type AdmittedFrame } from './frame-intake.js';
import {
  LiveStreamEnded,
  PUBLICATION_ITEM,
  PublisherConflict,
  type Publication,
  type PublisherInfo,
  type PushResult,
} from './publication.js';
import { Renditions } from './renditions.js';
import { SeiStamper } from './sei-stamper.js';
import type { Sink, Subscription } from './sink.js';
import type { StreamHealth } from './stream-advice.js';
import { ArrivalJitter } from './arrival-jitter.js';
import { adviceKey, StreamMonitor, UNKNOWN_HEALTH } from './stream-monitor.js';
import { Subscribers } from './subscribers.js';
import { Timeline, type Placed } from './timeline.js';

type ActivePublication = Publication & { readonly info: PublisherInfo; readonly firstMalformed: number };

const DROPPED: PushResult = { outcome: 'dropped' };

/**
 * One live channel: one publisher, any number of sinks. Frames pass in the publisher's turn: put on the stream's
 * timeline, freed from foreign messages with our UUID, stamped, kept for new viewers, passed to every sink.
 * A frame's bytes are copied at most once, when something is stamped; all sinks share them.
 */
export class LiveStream implements AsyncDisposable {
  readonly name: string;
  readonly stamper: SeiStamper;
  /** Its other encodings, for viewers with a slower line. */
  readonly renditions = new Renditions<LiveStream>();
  readonly #timeline: Timeline;
  readonly #store: FrameStore;
  readonly #monitor = new StreamMonitor();
  readonly #jitter = new ArrivalJitter();
  readonly #data = new DataBudget();
  readonly #subscribers: Subscribers;
  readonly #listeners: Listeners<LiveStreamEvents>;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #counts = {
    videoFrames: 0,
    audioFrames: 0,
    randomAccessFrames: 0,
    bytes: 0,
    droppedFrames: 0,
    malformedFrames: 0,
    strippedAccessUnits: 0,
    droppedData: 0,
    discontinuities: 0,
  };
  readonly #setup = new HeadersInForce();
  #publication: ActivePublication | undefined;
  /** Publications from which a frame came, this one included. */
  #publicationNumber = 0;
  /** What the publisher was told of already. */
  readonly #advised = new Set<string>();
  #nextFrame: number;
  #positionMs: Milliseconds | undefined;
  #awaitsRandomAccess = true;
  #isLive = false;
  #endReason: string | undefined;

  constructor(options: LiveStreamOptions) {
    this.name = options.name;
    this.#onError = options.onError ?? warnOf;
    this.#now = options.now ?? (() => performance.now());
    this.stamper = options.stamper ?? new SeiStamper({ onError: this.#onError });
    this.#timeline = new Timeline(options.startAtMs, options.limits?.timeline);
    this.#store = new FrameStore(options.limits?.gop);
    this.#subscribers = new Subscribers(this.#onError);
    this.#listeners = new Listeners(this.#onError);
    this.#nextFrame = options.startAtFrame ?? 0;
  }

  get headers(): StreamHeaders {
    return this.#setup.headers;
  }

  /** A publisher is connected and frames have passed. */
  get isLive(): boolean {
    return this.#isLive;
  }

  get isEnded(): boolean {
    return this.#endReason !== undefined;
  }

  /** Largest presentation time of a video frame so far; undefined before the first one. */
  get positionMs(): Milliseconds | undefined {
    return this.#positionMs;
  }

  get publisher(): PublisherInfo | undefined {
    return this.#publication?.info;
  }

  /** How many publications there were, counting from the first one of this process; 0 before the first frame. */
  get publicationNumber(): number {
    return this.#publicationNumber;
  }

  /** What the frames of the present publication show; nothing is known while there is none. */
  get health(): StreamHealth {
    if (this.#publication === undefined) return UNKNOWN_HEALTH;
    return this.#monitor.health({
      headers: this.headers,
      clocks: this.#timeline.report,
      keepsOutViewers: this.#store.hasOutgrown,
      damagedFrames: this.#counts.malformedFrames - this.#publication.firstMalformed,
    });
  }

  get stats(): LiveStreamStats {
    return {
      ...this.#counts,
      subscribers: this.#subscribers.count,
      gopBytes: this.#store.bytes,
      jitterMs: this.#jitter.ms,
      publisher: this.publisher,
    };
  }

  /** @returns a function that takes the listener away again */
  on<T extends keyof LiveStreamEvents>(type: T, listener: (event: LiveStreamEvents[T]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /**
   * Takes a publisher. Its first frame follows whatever was there before, without a gap and never with a jump back.
   * @throws PublisherConflict while another one is active; LiveStreamEnded
   */
  publish(info: PublisherInfo): Publication {
    if (this.#endReason !== undefined) throw new LiveStreamEnded(`The stream has ended: ${this.#endReason}`);
    if (this.#publication !== undefined) throw new PublisherConflict(this.name, this.#publication.info);
    this.#timeline.beginPublication();
    this.#monitor.restart();
    this.#jitter.restart();
    this.#advised.clear();
    this.#setup.beginPublication();
    this.#awaitsRandomAccess = true;
    this.stamper.setRelayed(info.trustedRelay ?? false);
    const isActive = (): boolean => this.#publication === publication;
    const whileActive =
      <Args extends unknown[]>(call: (...args: Args) => unknown) =>
      (...args: Args): void =>
        void (isActive() && call(...args));
    const publication: ActivePublication = {
      info,
      firstMalformed: this.#counts.malformedFrames,
      get isActive() {
        return isActive();
      },
      setHeaders: whileActive((headers) => {
        this.#setup.set(headers);
        this.#monitor.noteHeaders(headers);
      }),
      push: (frame) => (isActive() ? this.#push(frame, info) : DROPPED),
      pushData: (item, byteLength) => isActive() && this.#pushData(item, byteLength),
      reportDamaged: whileActive(() => this.#counts.malformedFrames++),
      reportUnreadable: whileActive((media, reason) => {
        this.#monitor.noteUnreadable(media, reason);
        this.#advise(info);
      }),
      endBatch: whileActive(() => this.#subscribers.endBatch()),
      end: whileActive((reason) => this.#endPublication(reason)),
      [Symbol.dispose]: whileActive(() => this.#endPublication('the publisher left')),
    };
    this.#publication = publication;
    return publication;
  }

  /** Ends the publisher's right to push and tells it so; the stream stays and may take another one. */
  revokePublisher(reason: string): void {
    const info = this.#publication?.info;
    if (info === undefined) return;
    this.#endPublication(reason);
    this.#call(() => info.onRevoked?.(reason));
  }

  /**
   * Hands over headers, metadata and (unless `fromLastGop` is false) the frames since the last random access frame,
   * before it returns, then every frame. Whatever a sink throws ends its subscription, not the stream.
   * @throws LiveStreamEnded
   */
  subscribe(sink: Sink, { fromLastGop = true }: { readonly fromLastGop?: boolean } = {}): Subscription {
    if (this.#endReason !== undefined) throw new LiveStreamEnded(`The stream has ended: ${this.#endReason}`);
    const { headers: known, lacksParameterSets } = this.#setup;
    const headers = lacksParameterSets ? { metadata: known.metadata } : known;
    return this.#subscribers.add(sink, headers, fromLastGop ? this.#store.frames : []);
  }

  /** A clean end: the publisher and every sink are told, waiting messages are rejected with StreamEnded. */
  end(reason: string): void {
    if (this.#endReason !== undefined) return;
    this.#endReason = reason;
    this.revokePublisher(reason);
    this.stamper.end();
    this.#subscribers.end(reason);
    this.#store.clear();
    this.#listeners.emit('ended', { reason });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.end('the server stops');
    return Promise.resolve();
  }

  #adopted({ videoGoesOn, audioGoesOn }: HeadersChange): void {
    if (!videoGoesOn || !audioGoesOn) this.#store.clear();
    if (!videoGoesOn) {
      this.#awaitsRandomAccess = true;
      this.#subscribers.awaitRandomAccess();
    }
    if (!this.#setup.lacksParameterSets) this.#listeners.emit('headers', this.headers);
  }

  #push(frame: PublishedFrame, info: PublisherInfo): PushResult {
    const change = this.#setup.takeSet();
    if (change !== undefined) this.#adopted(change);
    return frame.kind === 'video' ? this.#pushVideo(frame, info) : this.#pushAudio(frame, info);
  }

  #pushAudio(frame: PublishedFrame & { kind: 'audio' }, info: PublisherInfo): PushResult {
    // audio before the first video frame of a publication has nothing to be shown with
    if (this.headers.audio === undefined || !this.#isLive) return this.#drop();
    const placed = this.#place(frame, info);
    if (placed === undefined) return this.#drop();
    this.#counts.audioFrames++;
    const { dtsMs, ptsMs } = placed;
    this.#deliver({ kind: 'audio', dtsMs, ptsMs, bytes: frame.bytes }, info);
    return { outcome: 'passed', dtsMs, ptsMs };
  }

  #pushVideo(frame: PublishedFrame & { kind: 'video' }, info: PublisherInfo): PushResult {
    if (this.headers.video === undefined) return this.#drop();
    const admitted = this.#admit(frame, info);
    if (typeof admitted === 'string') return { outcome: 'malformed', reason: admitted };
    const { bytes, isRandomAccess, isStripped } = admitted;
    if (this.#awaitsRandomAccess && !isRandomAccess) return this.#drop();
    if (isStripped) this.#counts.strippedAccessUnits++;
    const known = frame.isRandomAccess === isRandomAccess ? frame : { ...frame, isRandomAccess };
    const placed = this.#place(known, info);
    if (placed === undefined) return this.#drop();
    this.#awaitsRandomAccess = false;
    const { dtsMs, ptsMs } = placed;
    const number = this.#nextFrame++;
    const unit = { bytes, framing: AVCC, isRandomAccess, dtsMs, ptsMs, frame: number };
    const stamped = this.stamper.stampAccessUnit(unit);
    const video: VideoFrame = stamped
      ? new StampedFrame(unit, stamped)
      : { kind: 'video', isRandomAccess, dtsMs, ptsMs, bytes, frame: number };
    this.#count(video);
    this.#deliver(video, info);
    return { outcome: 'passed', dtsMs, ptsMs };
  }

  #place(frame: PublishedFrame, { isPrepared, isPlaced }: PublisherInfo): Placed | undefined {
    if (isPlaced) return { dtsMs: frame.dtsMs, ptsMs: frame.ptsMs, jumped: false };
    // clocks that were looked through beforehand tell everything: that of arrival is not read for each frame
    const nowMs = isPrepared ? undefined : this.#now();
    const placed = this.#timeline.place(frame, this.stamper.frameIntervalMs, nowMs);
    if (placed?.jumped) this.#bridged(frame.kind);
    return placed;
  }

  /** @returns why not, where it cannot be decoded */
  #admit(frame: PublishedFrame & { kind: 'video' }, info: PublisherInfo): AdmittedFrame | string {
    try {
      const admitted = admitFrame(frame, info, this.#setup.lengthSize);
      if (admitted.isRandomAccess && !info.isPrepared) this.#readParameterSets(admitted.bytes);
      return admitted;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#counts.malformedFrames++;
      return error.message;
    }
  }

  /** @throws ParseError */
  #readParameterSets(sample: Uint8Array): void {
    const change = this.#setup.takeInBand(sample);
    if (change !== undefined) this.#adopted(change);
    this.#setup.requireParameterSets();
  }

  #count(frame: VideoFrame): void {
    this.#counts.videoFrames++;
    if (frame.isRandomAccess) this.#counts.randomAccessFrames++;
    if (this.#positionMs === undefined || frame.ptsMs > this.#positionMs) this.#positionMs = frame.ptsMs;
  }

  #deliver(frame: MediaFrame, info: PublisherInfo): void {
    this.#counts.bytes += byteLengthOf(frame);
    if (!this.#isLive) this.#beginPublication(frame);
    this.#store.push(frame);
    this.#subscribers.frame(frame, this.headers);
    if (!this.#isLive) {
      this.#isLive = true;
      this.#listeners.emit('live', info);
    }
    if (frame.kind === 'video' && !info.isPrepared) this.#jitter.note(frame.dtsMs, this.#now());
    if (this.#monitor.note(frame) && !info.isPrepared) this.#advise(info);
    this.#listeners.emit('frame', frame);
  }

  /** Viewers who saw another publication are told that what follows comes from elsewhere, at a pace of its own. */
  #beginPublication({ dtsMs, ptsMs }: MediaFrame): void {
    const number = ++this.#publicationNumber;
    if (number === 1) return;
    const item: DataItem = { kind: 'data', name: PUBLICATION_ITEM, values: [{ number }], dtsMs, ptsMs };
    this.#subscribers.publication(item, this.headers);
  }

  #pushData({ name, values }: Pick<DataItem, 'name' | 'values'>, byteLength: number): boolean {
    const atMs = this.#positionMs;
    if (
      !this.#isLive ||
      atMs === undefined ||
      name === PUBLICATION_ITEM ||
      !this.#data.take(byteLength, this.#now())
    ) {
      this.#counts.droppedData++;
      return false;
    }
    this.#subscribers.data({ kind: 'data', name, values, dtsMs: atMs, ptsMs: atMs });
    return true;
  }

  #advise(info: PublisherInfo): void {
    for (const advice of this.health.advice) {
      const key = adviceKey(advice);
      if (this.#advised.has(key)) continue;
      this.#advised.add(key);
      this.#call(() => info.onAdvice?.(advice));
      this.#listeners.emit('advice', advice);
    }
  }

  #endPublication(reason: string): void {
    const publisher = this.#publication?.info;
    this.#publication = undefined;
    this.#isLive = false;
    this.#subscribers.endBatch();
    if (publisher !== undefined) this.#listeners.emit('idle', { publisher, reason });
  }

  #bridged(kind: PublishedFrame['kind']): void {
    if (kind === 'video') this.stamper.restartRhythm(this.headers.video?.frameRate);
    if (this.#counts.videoFrames > 0) this.#counts.discontinuities++;
  }

  #drop(): PushResult {
    this.#counts.droppedFrames++;
    return DROPPED;
  }

  #call(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
  }
}
