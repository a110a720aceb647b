import type { LessonState } from '@lockstep/contracts';
import { Emitter } from './core/emitter.js';
import { LessonDelivery } from './lesson-delivery.js';
import { MediaAttachment } from './media/media-attachment.js';
import { makeHost, makePastHost, type Receive } from './media/make-host.js';
import type { MediaHost } from './media/media-host.js';
import { clockMs, type PipelineMessage } from './media/pipeline-messages.js';
import { FrameRate } from './core/frame-rate.js';
import { openQuestionSeq } from './core/open-question.js';
import { Reception } from './core/reception.js';
import { readRate } from './core/rate.js';
import type { Player } from './player.js';
import type { PlayerEvents, PlayerStatus } from './player-events.js';
import type { ResolvedOptions } from './player-options.js';
import type { PlayerStats } from './player-stats.js';
import type { SeekableRange } from './rewind/past-watch.js';
import { LateRewind } from './rewind/late-rewind.js';
import { Autoplay } from './screen/autoplay.js';
import { FrameClock } from './screen/frame-clock.js';
import { PlaybackDriver } from './screen/playback-driver.js';
import { Screen } from './screen/surface.js';
import { pastUrl, type StreamUrls, streamUrls } from './transports/stream-urls.js';
import type { TransportName } from './transports/transport.js';

/** How often the pipeline hears where playback is, and frees what lies behind, in milliseconds. */
const POSITION_MS = 1_000;
/** So much media is gathered while nothing plays; then the connection is closed. In milliseconds. */
const MAX_IDLE_BUFFER_MS = 10_000;
/** Groups of pictures in a row of which the browser could not show a single one, before giving up. */
const MAX_MEDIA_ERRORS = 5;

/** A live stream on screen: connects pipeline, media element and clock, and keeps the status. */
export class LivePlayer implements Player {
  readonly #options: ResolvedOptions;
  readonly #emitter = new Emitter<PlayerEvents>((error) => reportError(error));
  readonly #screen: Screen;
  readonly #driver: PlaybackDriver;
  readonly #clock: FrameClock;
  readonly #urls: StreamUrls;
  readonly #rewind: LateRewind;
  #host: MediaHost;
  /** Shows its last frame until the source of the next one is there. */
  #leaving: MediaHost | undefined;
  readonly #attachment: MediaAttachment;
  readonly #autoplay: Autoplay;
  #lesson: LessonDelivery;
  readonly #frameRate = new FrameRate();
  readonly #positionTimer: ReturnType<typeof setInterval>;
  readonly #listening = new AbortController();
  #status: PlayerStatus = 'connecting';
  readonly #reception = new Reception();
  /** Of the newest host: what an older one still says is not heard. */
  #turn = 0;
  #mediaMs: number | null = null;
  #mediaErrors = 0;
  #cameToEnd = false;

  constructor(container: HTMLElement, options: ResolvedOptions) {
    this.#options = options;
    this.#urls = streamUrls(options.url, document.baseURI);
    this.#lesson = new LessonDelivery(this.#emitter, options);
    this.#screen = new Screen(container, options.surface, () => {
      if (this.#mediaMs !== null && this.video.paused) this.#clock.present();
    });
    const { video } = this.#screen;
    video.muted = options.muted;
    this.#driver = new PlaybackDriver(
      video,
      { ...options, steers: options.transport !== 'hls' },
      {
        onPlaying: () => this.#setStatus('playing'),
        onStalled: () => this.#setStatus(this.#reception.isConnected ? 'buffering' : 'reconnecting'),
      },
    );
    this.#clock = new FrameClock(
      this.#screen,
      (mediaMs, drawn) => this.#present(mediaMs, drawn),
      () => this.#driver.newestMs,
      true,
      (mediaMs) => this.#lesson.isBefore(mediaMs, this.#rewind.beginMs),
    );
    this.#attachment = new MediaAttachment(video);
    this.#autoplay = new Autoplay(video, options, (playing) =>
      this.#emitter.emit('autoplayblocked', { playing }),
    );
    this.#rewind = this.#makeRewind();
    this.#host = this.#makeHost();
    this.#positionTimer = setInterval(() => this.#housekeeping(), POSITION_MS);
    const { signal } = this.#listening;
    video.addEventListener('pause', () => this.#onPause(), { signal });
    video.addEventListener('play', () => this.#onPlay(), { signal });
    video.addEventListener('ended', () => (this.#cameToEnd = true), { signal });
    video.addEventListener('error', () => this.#onMediaError(), { signal });
    for (const type of ['loadeddata', 'seeked'] as const)
      video.addEventListener(type, () => this.#onArrival(), { signal });
  }

  get state(): LessonState {
    return this.#lesson.state;
  }

  get status(): PlayerStatus {
    return this.#status;
  }

  get ptsMs(): number | null {
    return this.#lesson.ptsMs;
  }

  get surface(): HTMLElement {
    return this.#screen.element;
  }

  get video(): HTMLVideoElement {
    return this.#screen.video;
  }

  get muted(): boolean {
    return this.video.muted;
  }

  set muted(muted: boolean) {
    this.video.muted = muted;
  }

  get volume(): number {
    return this.video.volume;
  }

  set volume(volume: number) {
    this.video.volume = volume;
  }

  get stats(): PlayerStats {
    return {
      latencyMs: this.#lesson.latencyMs,
      ...this.#driver.stats,
      ...this.#reception.stats,
      thread: this.#host.thread,
      surface: this.#screen.kind,
      within: this.#screen.exactness,
      frames: this.#frameRate.count,
      fps: this.#frameRate.at(clockMs()),
      droppedFrames: this.video.getVideoPlaybackQuality().droppedVideoFrames,
      seqGaps: this.#lesson.seqGaps,
    };
  }

  on<Type extends keyof PlayerEvents>(
    type: Type,
    listener: (detail: PlayerEvents[Type]) => void,
  ): () => void {
    return this.#emitter.on(type, listener);
  }

  get isLive(): boolean {
    return this.#rewind.isLive;
  }

  get seekable(): SeekableRange | null {
    return this.#rewind.seekable;
  }

  get openQuestionSeq(): number | null {
    return this.#rewind.openQuestionSeq;
  }

  get rate(): number {
    return this.#driver.pastRate;
  }

  set rate(rate: number) {
    this.#driver.pastRate = readRate(rate);
  }

  play(): Promise<void> {
    return this.#rewind.play();
  }

  seek(ptsMs: number): Promise<void> {
    return this.#rewind.seek(ptsMs);
  }

  goLive(): Promise<void> {
    return this.#rewind.goLive();
  }

  pause(): void {
    this.#rewind.pause();
    this.video.pause();
  }

  destroy(): void {
    if (this.#status === 'destroyed') return;
    this.#setStatus('destroyed');
    this.#listening.abort();
    clearInterval(this.#positionTimer);
    this.#rewind.stop();
    this.#host.stop();
    this.#leave();
    this.#clock.stop();
    this.#driver.stop();
    this.#attachment.detach();
    this.#screen.remove();
    this.#emitter.clear();
  }

  /** @throws TypeError when the address has no such transport */
  #makeHost(): MediaHost {
    const turn = ++this.#turn;
    const receive: Receive = (message) => {
      if (turn === this.#turn) this.#receive(message);
    };
    return this.#rewind.makeHost(receive) ?? makeHost(this.video, this.#options, this.#urls, receive);
  }

  #makeRewind(): LateRewind {
    const options = this.#options;
    return new LateRewind({
      url: options.rewind ? pastUrl(this.#urls) : undefined,
      maxBackOffMs: options.maxBackOffMs,
      shown: () => ({ ptsMs: this.ptsMs, openQuestionSeq: openQuestionSeq(this.state) }),
      isPaused: () => this.#status === 'paused' || (this.#rewind.isPast && this.video.paused),
      heldMediaMs: (ptsMs) => this.#driver.held(this.#lesson.mediaMsOf(ptsMs)),
      pipeline: (receive) => makePastHost(options, receive),
      play: () => this.#autoplay.play(),
      start: () => this.#autoplay.start(),
      load: () => this.#load(),
      leap: (mediaMs) => this.#driver.leap(mediaMs),
      onLanded: () => this.video.paused && this.#setStatus('paused'),
      onLive: (isLive) => this.#emitter.emit('live', { isLive }),
      onPast: (past) => this.#emitter.emit('past', past),
      onFailed: (cause) =>
        this.#emitter.emit('error', { fatal: false, message: 'Rewinding could not be loaded', cause }),
    });
  }

  /** Everything that belongs to the connection begins anew; the frame and its state stay until the next ones are there. */
  #load(): void {
    if (this.#status === 'destroyed') return;
    this.#leave();
    this.#leaving = this.#host;
    if (this.#options.transport === 'hls') this.#leave(); // its source is the element's, and goes with it
    this.#reception.isConnected = false;
    this.#mediaMs = null;
    this.#lesson = new LessonDelivery(this.#emitter, { ...this.#options, initialState: this.#lesson.state });
    this.#driver.expect(this.#rewind.isPast);
    this.#host = this.#makeHost();
    this.#setStatus('buffering');
    this.#rewind.look();
  }

  /** The source of the next connection is there. */
  #leave(): void {
    this.#leaving?.stop();
    this.#leaving = undefined;
  }

  /** The browser has the frame of a seek. */
  #onArrival(): void {
    if (!this.#rewind.isPast || this.video.seeking || this.#leaving) return;
    this.#clock.present();
    this.#rewind.arrived();
  }

  #receive(message: PipelineMessage): void {
    if (this.#status === 'destroyed') return;
    switch (message.type) {
      case 'ready':
      case 'taken':
        return;
      case 'source':
        this.#driver.sourceChanged();
        if (message.source !== undefined) this.#attachment.attach(message.source);
        this.#leave();
        if (this.#rewind.plays && (this.#options.autoplay || this.#autoplay.wanted)) this.#autoplay.start();
        return;
      case 'connected':
        return this.#onConnected(message.transport, message.reason ?? null);
      case 'lost':
        return this.#lost(message);
      case 'epoch':
        this.#lesson.addEpoch(message.epoch, message.restarted);
        this.#begin(message.epoch.fromMediaMs);
        return this.#driver.forgetArrivals();
      case 'publication':
        return this.#driver.forgetArrivals();
      case 'lesson':
        return this.#lesson.arrive(message.messages, this.video.currentTime * 1000);
      case 'arrived':
        this.#reception.receivedBytes += message.bytes;
        this.#driver.arrived(message.oldestMs, message.newestMs, message.atMs);
        this.#playOnAfterEnd();
        if (document.hidden) this.#clock.followTime();
        return;
      case 'format':
        this.#driver.audioKnown(message.hasAudio);
        this.#reception.size = { width: message.width, height: message.height };
        return;
      case 'problem':
        return this.#fail(message.fatal, message.detail);
    }
  }

  /** The first frames of the past are placed: where it begins on the media's own clock is known. */
  #begin(firstMediaMs: number): void {
    const beginMs = this.#rewind.beginMs;
    if (beginMs !== undefined) this.#driver.beginAt(this.#lesson.mediaMsOf(beginMs) ?? firstMediaMs);
  }

  #onConnected(transport: TransportName | undefined, reason: string | null): void {
    const previous = this.#reception.transport;
    this.#reception.isConnected = true;
    if (this.#status === 'ended' || this.#status === 'reconnecting') this.#setStatus('buffering');
    if (transport === undefined) return;
    this.#reception.connected(transport, reason);
    if (transport !== previous) {
      // Each way has a delay of its own.
      this.#driver.forgetArrivals();
      this.#emitter.emit('transport', { transport, previous, reason });
    }
  }

  #lost({ reason, detail }: Extract<PipelineMessage, { type: 'lost' }>): void {
    this.#reception.isConnected = false;
    const isOver = reason === undefined || reason === 'not-found';
    // A stream that is not there yet is waited for; what is in the buffer still plays: `reconnecting` is emitted when the buffer is empty.
    if (isOver && this.#lesson.ptsMs !== null) this.#setStatus('ended', detail);
    else if (!isOver && this.#status !== 'playing' && this.#status !== 'paused')
      this.#setStatus('reconnecting', detail);
  }

  /** Runs in the task that drew the frame: everything that belongs to it happens here. */
  #present(mediaMs: number, drawn: boolean): void {
    if (this.#status === 'destroyed') return;
    if (!this.#lesson.hasTimeOf(mediaMs)) return;
    const isNewFrame = mediaMs !== this.#mediaMs;
    this.#mediaMs = mediaMs;
    if (drawn && isNewFrame) {
      this.#mediaErrors = 0;
      this.#frameRate.shown(clockMs());
    }
    const ptsMs = this.#lesson.show(mediaMs);
    if (isNewFrame) this.#emitter.emit('frame', { ptsMs });
    if (!this.video.seeking) this.#rewind.presented(ptsMs);
  }

  /** A media element that came to the end of its data is paused, and stays so when there is more. */
  #playOnAfterEnd(): void {
    if (!this.#cameToEnd) return;
    this.#cameToEnd = false;
    this.#autoplay.start();
  }

  #housekeeping(): void {
    const mediaMs = this.video.currentTime * 1000;
    this.#host.send({ type: 'position', mediaMs });
    if (this.video.paused && !this.#rewind.isPast && this.#driver.bufferMs > MAX_IDLE_BUFFER_MS)
      this.#host.send({ type: 'suspend' });
    this.#lesson.prune(mediaMs - this.#options.keepBehindMs);
  }

  #onPause(): void {
    if (this.video.ended || this.#status === 'failed') return;
    this.#setStatus('paused');
  }

  #onPlay(): void {
    this.#host.send({ type: 'resume' });
    this.#driver.goLive();
    if (this.#status === 'paused') this.#setStatus('buffering');
  }

  #onMediaError(): void {
    const message = this.video.error?.message ?? 'The browser could not play the media';
    if (++this.#mediaErrors > MAX_MEDIA_ERRORS) return this.#fail(true, message);
    this.#fail(false, message);
    this.#host.send({ type: 'rebuild' });
  }

  #fail(fatal: boolean, message: string): void {
    if (this.#status === 'failed') return;
    this.#emitter.emit('error', { fatal, message });
    if (!fatal) return;
    this.#setStatus('failed', message);
    this.#host.send({ type: 'suspend' });
  }

  #setStatus(status: PlayerStatus, detail?: string): void {
    if (this.#status === status || this.#status === 'destroyed') return;
    this.#status = status;
    const { transport } = this.#reception;
    this.#emitter.emit('status', {
      status,
      ...(detail !== undefined && { detail }),
      ...(transport !== null && { transport }),
    });
    this.#rewind.look();
  }
}
