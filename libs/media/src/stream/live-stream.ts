import { isDeepStrictEqual } from 'node:util';
import { AVCC, ParseError, type Milliseconds, type NalLengthSize } from '@lockstep/sei';
import { GopCache, type GopLimits } from './gop-cache.js';
import { Listeners, warnOf } from './listeners.js';
import {
  sameAudioHeaders,
  sameVideoHeaders,
  type MediaFrame,
  type PublishedFrame,
  type StreamHeaders,
  type VideoFrame,
} from './media-frame.js';
import { admitPicture, type AdmittedPicture } from './picture-intake.js';
import {
  LiveStreamEnded,
  PublisherConflict,
  type Publication,
  type PublisherInfo,
  type PushOutcome,
} from './publication.js';
import { SeiStamper } from './sei-stamper.js';
import type { Sink, Subscription } from './sink.js';
import { withLongLengths } from './short-lengths.js';
import { Timeline, type TimelineLimits } from './timeline.js';

export type LiveStreamOptions = {
  readonly name: string;
  readonly stamper?: SeiStamper;
  /** Where the timeline begins: after a restart, behind the largest time that was aired before. Milliseconds, default 0. */
  readonly startAtMs?: number;
  /** Number of the first access unit, default 0. */
  readonly startAtFrame?: number;
  readonly limits?: { readonly gop?: GopLimits; readonly timeline?: TimelineLimits };
  /** Hears of errors thrown by sinks and listeners; default: a process warning. */
  readonly onError?: (error: unknown) => void;
};

export type LiveStreamEvents = {
  /** A publisher's first frame passed. */
  live: PublisherInfo;
  /** The publisher is gone; another may come. */
  idle: { readonly publisher: PublisherInfo; readonly reason: string };
  headers: StreamHeaders;
  /** Every frame, after the sinks got it. */
  frame: MediaFrame;
  ended: { readonly reason: string };
};

export type LiveStreamStats = {
  readonly videoFrames: number;
  readonly audioFrames: number;
  readonly randomAccessPictures: number;
  readonly bytes: number;
  readonly droppedFrames: number;
  readonly malformedFrames: number;
  /** Access units from which messages with our UUID were removed. */
  readonly strippedAccessUnits: number;
  /** Jumps of a publisher's clock and changes of publisher that the timeline bridged. */
  readonly discontinuities: number;
  readonly subscribers: number;
  readonly gopBytes: number;
  readonly publisher: PublisherInfo | undefined;
};

type Subscriber = {
  readonly sink: Sink;
  awaitsRandomAccess: boolean;
  /** The headers it was told last. */
  headers: StreamHeaders | undefined;
};
type ActivePublication = Publication & { readonly info: PublisherInfo };

/**
 * One live channel: one publisher, any number of sinks. Frames pass in the publisher's turn: put on the stream's
 * timeline, freed from foreign messages with our UUID, stamped, cached for whoever joins, handed to every sink.
 * A frame's bytes are copied at most once, when something is stamped; all sinks share them.
 */
export class LiveStream implements AsyncDisposable {
  readonly name: string;
  readonly stamper: SeiStamper;
  readonly #timeline: Timeline;
  readonly #gop: GopCache;
  readonly #listeners: Listeners<LiveStreamEvents>;
  readonly #onError: (error: unknown) => void;
  /** Replaced, never changed: who is in the middle of handing a frame out goes on with the old ones. */
  #subscribers: readonly Subscriber[] = [];
  readonly #counts = {
    videoFrames: 0,
    audioFrames: 0,
    randomAccessPictures: 0,
    bytes: 0,
    droppedFrames: 0,
    malformedFrames: 0,
    strippedAccessUnits: 0,
    discontinuities: 0,
  };
  #headers: StreamHeaders = { metadata: {} };
  /** Set by the publisher, not yet followed by a frame. */
  #nextHeaders: StreamHeaders | undefined;
  /** Of the publisher's samples; those of the stream are 4 bytes. */
  #lengthSize: NalLengthSize = 4;
  #publication: ActivePublication | undefined;
  #nextFrame: number;
  #positionMs: Milliseconds | undefined;
  #awaitsRandomAccess = true;
  #isLive = false;
  #endReason: string | undefined;

  constructor(options: LiveStreamOptions) {
    this.name = options.name;
    this.#onError = options.onError ?? warnOf;
    this.stamper = options.stamper ?? new SeiStamper({ onError: this.#onError });
    this.#timeline = new Timeline(options.startAtMs, options.limits?.timeline);
    this.#gop = new GopCache(options.limits?.gop);
    this.#listeners = new Listeners(this.#onError);
    this.#nextFrame = options.startAtFrame ?? 0;
  }

  get headers(): StreamHeaders {
    return this.#headers;
  }

  /** A publisher is connected and frames have passed. */
  get isLive(): boolean {
    return this.#isLive;
  }

  get isEnded(): boolean {
    return this.#endReason !== undefined;
  }

  /** Largest presentation time of a picture so far; undefined before the first one. */
  get positionMs(): Milliseconds | undefined {
    return this.#positionMs;
  }

  get publisher(): PublisherInfo | undefined {
    return this.#publication?.info;
  }

  get stats(): LiveStreamStats {
    return {
      ...this.#counts,
      subscribers: this.#subscribers.length,
      gopBytes: this.#gop.bytes,
      publisher: this.publisher,
    };
  }

  /** @returns a function that takes the listener away again */
  on<T extends keyof LiveStreamEvents>(type: T, listener: (event: LiveStreamEvents[T]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /**
   * Takes a publisher. Its first picture follows whatever was there before, without a gap and never with a jump back.
   * @throws PublisherConflict while another one is active; LiveStreamEnded
   */
  publish(info: PublisherInfo): Publication {
    if (this.#endReason !== undefined) throw new LiveStreamEnded(`The stream has ended: ${this.#endReason}`);
    if (this.#publication !== undefined) throw new PublisherConflict(this.name, this.#publication.info);
    this.#timeline.beginPublication();
    this.#nextHeaders = undefined;
    this.#awaitsRandomAccess = true;
    this.stamper.setRelayed(info.trustedRelay ?? false);
    const isActive = (): boolean => this.#publication === publication;
    const publication: ActivePublication = {
      info,
      get isActive() {
        return isActive();
      },
      setHeaders: (headers) => {
        if (isActive()) this.#nextHeaders = headers;
      },
      push: (frame) => (isActive() ? this.#push(frame, info) : 'dropped'),
      endBatch: () => {
        if (isActive()) this.#endBatch();
      },
      end: (reason) => {
        if (isActive()) this.#endPublication(reason);
      },
      [Symbol.dispose]: () => {
        if (isActive()) this.#endPublication('the publisher left');
      },
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
   * Hands over headers, metadata and (unless `fromLastGop` is false) the frames since the last random access picture,
   * before it returns, then every frame. Whatever a sink throws ends its subscription, not the stream.
   * @throws LiveStreamEnded
   */
  subscribe(sink: Sink, options: { readonly fromLastGop?: boolean } = {}): Subscription {
    if (this.#endReason !== undefined) throw new LiveStreamEnded(`The stream has ended: ${this.#endReason}`);
    const subscriber: Subscriber = { sink, awaitsRandomAccess: true, headers: undefined };
    this.#subscribers = [...this.#subscribers, subscriber];
    const isActive = (): boolean => this.#subscribers.includes(subscriber);
    if (this.#headers.video !== undefined) this.#handHeaders(subscriber);
    if (options.fromLastGop !== false && this.#gop.frames.length > 0) {
      for (const frame of this.#gop.frames) this.#handFrame(subscriber, frame);
      this.#hand(subscriber, () => sink.onBatchEnd?.());
    }
    return {
      get isActive() {
        return isActive();
      },
      [Symbol.dispose]: () => this.#unsubscribe(subscriber),
    };
  }

  /** A clean end: the publisher and every sink are told, waiting messages are rejected with StreamEnded. */
  end(reason: string): void {
    if (this.#endReason !== undefined) return;
    this.#endReason = reason;
    this.revokePublisher(reason);
    this.stamper.end();
    for (const subscriber of this.#subscribers) this.#hand(subscriber, () => subscriber.sink.onEnd(reason));
    this.#subscribers = [];
    this.#gop.clear();
    this.#listeners.emit('ended', { reason });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.end('the server stops');
    return Promise.resolve();
  }

  /**
   * Headers count from the next frame on: publishers send metadata, picture and sound headers one after the other, and a
   * publisher that comes again with the same ones must not set up any decoder anew.
   */
  #adoptHeaders(published: StreamHeaders): void {
    this.#nextHeaders = undefined;
    this.#lengthSize = published.video?.lengthSize ?? 4;
    const headers = withLongLengths(published);
    if (isDeepStrictEqual(this.#headers, headers)) return;
    const videoGoesOn = sameVideoHeaders(this.#headers, headers);
    if (!videoGoesOn || !sameAudioHeaders(this.#headers, headers)) this.#gop.clear();
    if (!videoGoesOn) {
      this.#awaitsRandomAccess = true;
      for (const subscriber of this.#subscribers) subscriber.awaitsRandomAccess = true;
    }
    this.#headers = headers;
    this.#listeners.emit('headers', headers);
  }

  #push(frame: PublishedFrame, info: PublisherInfo): PushOutcome {
    if (this.#nextHeaders !== undefined) this.#adoptHeaders(this.#nextHeaders);
    return frame.kind === 'video' ? this.#pushVideo(frame, info) : this.#pushAudio(frame, info);
  }

  #pushAudio(frame: PublishedFrame & { kind: 'audio' }, info: PublisherInfo): PushOutcome {
    // sound before the first picture of a publication has nothing to be shown with
    if (this.#headers.audio === undefined || !this.#isLive) return this.#drop();
    const placed = this.#timeline.place(frame, this.stamper.frameIntervalMs);
    if (placed === undefined) return this.#drop();
    if (placed.jumped) this.#bridged();
    this.#counts.audioFrames++;
    this.#deliver({ kind: 'audio', dtsMs: placed.dtsMs, ptsMs: placed.ptsMs, bytes: frame.bytes }, info);
    return 'passed';
  }

  #pushVideo(frame: PublishedFrame & { kind: 'video' }, info: PublisherInfo): PushOutcome {
    if (this.#headers.video === undefined) return this.#drop();
    const admitted = this.#admit(frame, info);
    if (admitted === undefined) return 'malformed';
    const { bytes, isRandomAccess, isStripped } = admitted;
    if (this.#awaitsRandomAccess && !isRandomAccess) return this.#drop();
    if (isStripped) this.#counts.strippedAccessUnits++;
    const placed = this.#timeline.place(frame, this.stamper.frameIntervalMs);
    if (placed === undefined) return this.#drop();
    if (placed.jumped) this.#bridged();
    this.#awaitsRandomAccess = false;
    const { dtsMs, ptsMs } = placed;
    const number = this.#nextFrame++;
    const unit = { bytes, framing: AVCC, isRandomAccess, dtsMs, ptsMs, frame: number };
    const stamped = this.stamper.stampAccessUnit(unit);
    const video: VideoFrame = { kind: 'video', isRandomAccess, dtsMs, ptsMs, bytes: stamped, frame: number };
    this.#count(video);
    this.#deliver(video, info);
    return 'passed';
  }

  #admit(frame: PublishedFrame & { kind: 'video' }, info: PublisherInfo): AdmittedPicture | undefined {
    try {
      return admitPicture(frame, info, this.#lengthSize);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#counts.malformedFrames++;
      return undefined;
    }
  }

  #count(frame: VideoFrame): void {
    this.#counts.videoFrames++;
    if (frame.isRandomAccess) this.#counts.randomAccessPictures++;
    if (this.#positionMs === undefined || frame.ptsMs > this.#positionMs) this.#positionMs = frame.ptsMs;
  }

  #deliver(frame: MediaFrame, info: PublisherInfo): void {
    this.#counts.bytes += frame.bytes.length;
    this.#gop.push(frame);
    // those who subscribe meanwhile have this frame already, from the cache
    const subscribers = this.#subscribers;
    for (const subscriber of subscribers) this.#handFrame(subscriber, frame);
    if (!this.#isLive) {
      this.#isLive = true;
      this.#listeners.emit('live', info);
    }
    this.#listeners.emit('frame', frame);
  }

  #handFrame(subscriber: Subscriber, frame: MediaFrame): void {
    if (subscriber.awaitsRandomAccess) {
      if (frame.kind === 'audio' || !frame.isRandomAccess) return;
      subscriber.awaitsRandomAccess = false;
    }
    if (subscriber.headers !== this.#headers) this.#handHeaders(subscriber);
    try {
      subscriber.sink.onFrame(frame);
    } catch (error) {
      this.#letGo(subscriber, error);
    }
  }

  #handHeaders(subscriber: Subscriber): void {
    subscriber.headers = this.#headers;
    this.#hand(subscriber, () => subscriber.sink.onHeaders(this.#headers));
  }

  #endBatch(): void {
    for (const subscriber of this.#subscribers) {
      try {
        subscriber.sink.onBatchEnd?.();
      } catch (error) {
        this.#letGo(subscriber, error);
      }
    }
  }

  #endPublication(reason: string): void {
    const publisher = this.#publication?.info;
    this.#publication = undefined;
    this.#isLive = false;
    this.#endBatch();
    if (publisher !== undefined) this.#listeners.emit('idle', { publisher, reason });
  }

  #bridged(): void {
    this.stamper.restartRhythm(this.#headers.video?.frameRate);
    if (this.#counts.videoFrames > 0) this.#counts.discontinuities++;
  }

  #drop(): PushOutcome {
    this.#counts.droppedFrames++;
    return 'dropped';
  }

  /** A sink that throws is let go: the others and the publisher must not feel it. */
  #hand(subscriber: Subscriber, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#letGo(subscriber, error);
    }
  }

  #letGo(subscriber: Subscriber, error: unknown): void {
    this.#unsubscribe(subscriber);
    this.#onError(error);
  }

  #unsubscribe(subscriber: Subscriber): void {
    this.#subscribers = this.#subscribers.filter((other) => other !== subscriber);
  }

  #call(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
  }
}
