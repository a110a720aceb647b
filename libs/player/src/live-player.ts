import type { LessonState } from '@lockstep/contracts';
import { Emitter } from './core/emitter.js';
import { LessonDelivery } from './lesson-delivery.js';
import { MediaAttachment } from './media/media-attachment.js';
import { HlsHost } from './media/hls-host.js';
import type { MediaHost } from './media/media-host.js';
import { PipelineHost } from './media/pipeline-host.js';
import { clockMs, type PipelineMessage } from './media/pipeline-messages.js';
import { FrameRate } from './core/frame-rate.js';
import type { Player } from './player.js';
import type { PlayerEvents, PlayerStatus } from './player-events.js';
import type { ResolvedOptions } from './player-options.js';
import type { PlayerStats } from './player-stats.js';
import { Autoplay } from './screen/autoplay.js';
import { FrameClock } from './screen/frame-clock.js';
import { PlaybackDriver } from './screen/playback-driver.js';
import { Screen } from './screen/surface.js';
import { type StreamUrls, streamUrls, wholeSegments } from './transports/stream-urls.js';
import { type TransportName, withoutQuery } from './transports/transport.js';

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
  readonly #host: MediaHost;
  readonly #attachment: MediaAttachment;
  readonly #autoplay: Autoplay;
  readonly #lesson: LessonDelivery;
  readonly #frameRate = new FrameRate();
  readonly #positionTimer: ReturnType<typeof setInterval>;
  readonly #listening = new AbortController();
  #status: PlayerStatus = 'connecting';
  #transport: TransportName | null = null;
  #transportReason: string | null = null;
  #connected = false;
  #mediaMs: number | null = null;
  #size = { width: 0, height: 0 };
  #receivedBytes = 0;
  #connections = 0;
  #mediaErrors = 0;
  #cameToEnd = false;

  constructor(container: HTMLElement, options: ResolvedOptions) {
    this.#options = options;
    this.#lesson = new LessonDelivery(this.#emitter, options);
    this.#screen = new Screen(container, options.surface, () => this.#redraw());
    const { video } = this.#screen;
    video.muted = options.muted;
    const steers = options.transport !== 'hls';
    this.#driver = new PlaybackDriver(
      video,
      { ...options, steers },
      {
        onPlaying: () => this.#setStatus('playing'),
        onStalled: () => this.#setStatus(this.#connected ? 'buffering' : 'reconnecting'),
      },
    );
    this.#clock = new FrameClock(
      this.#screen,
      (mediaMs, drawn) => this.#present(mediaMs, drawn),
      () => this.#driver.newestMs,
      true,
    );
    this.#attachment = new MediaAttachment(video);
    this.#autoplay = new Autoplay(video, options, (playing) =>
      this.#emitter.emit('autoplayblocked', { playing }),
    );
    this.#host = this.#makeHost(streamUrls(options.url, document.baseURI));
    this.#positionTimer = setInterval(() => this.#housekeeping(), POSITION_MS);
    const { signal } = this.#listening;
    video.addEventListener('pause', () => this.#onPause(), { signal });
    video.addEventListener('play', () => this.#onPlay(), { signal });
    video.addEventListener('ended', () => (this.#cameToEnd = true), { signal });
    video.addEventListener('error', () => this.#onMediaError(), { signal });
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
    const quality = this.video.getVideoPlaybackQuality();
    return {
      latencyMs: this.#lesson.latencyMs,
      behindLiveMs: this.#driver.behindMs ?? null,
      targetLatencyMs: this.#driver.targetMs,
      bufferMs: this.#driver.bufferMs,
      heldMs: this.#driver.heldMs,
      playbackRate: this.video.playbackRate,
      transport: this.#transport,
      transportReason: this.#transportReason,
      thread: this.#host.thread,
      surface: this.#screen.kind,
      within: this.#screen.exactness,
      frames: this.#frameRate.count,
      fps: this.#frameRate.at(clockMs()),
      droppedFrames: quality.droppedVideoFrames,
      seqGaps: this.#lesson.seqGaps,
      reconnects: Math.max(0, this.#connections - 1),
      stalls: this.#driver.stalls,
      jumps: this.#driver.jumps,
      receivedBytes: this.#receivedBytes,
      ...this.#size,
    };
  }

  on<Type extends keyof PlayerEvents>(
    type: Type,
    listener: (detail: PlayerEvents[Type]) => void,
  ): () => void {
    return this.#emitter.on(type, listener);
  }

  play(): Promise<void> {
    return this.#autoplay.play();
  }

  pause(): void {
    this.video.pause();
  }

  destroy(): void {
    if (this.#status === 'destroyed') return;
    this.#setStatus('destroyed');
    this.#listening.abort();
    clearInterval(this.#positionTimer);
    this.#host.stop();
    this.#clock.stop();
    this.#driver.stop();
    this.#attachment.detach();
    this.#screen.remove();
    this.#emitter.clear();
  }

  /** @throws TypeError when the address has no such transport */
  #makeHost(urls: StreamUrls): MediaHost {
    const { transport, worker, ...rest } = this.#options;
    const receive = (message: PipelineMessage): void => this.#receive(message);
    if (transport !== 'auto' && urls[transport] === undefined)
      throw new TypeError(`The address ${withoutQuery(this.#options.url)} has no transport ${transport}`);
    const { maxBackOffMs, silenceMs, comeBackMs, keepBehindMs } = rest;
    if (transport === 'hls') {
      const url = wholeSegments(urls.hls ?? '');
      return new HlsHost(this.video, { url, maxBackOffMs, keepBehindMs }, receive);
    }
    const settings = { urls, transport, maxBackOffMs, silenceMs, comeBackMs, keepBehindMs };
    return new PipelineHost(settings, worker, receive);
  }

  #receive(message: PipelineMessage): void {
    if (this.#status === 'destroyed') return;
    switch (message.type) {
      case 'ready':
        return;
      case 'source':
        this.#driver.sourceChanged();
        if (message.source !== undefined) this.#attachment.attach(message.source);
        if (this.#options.autoplay || this.#autoplay.wanted) this.#autoplay.start();
        return;
      case 'connected':
        return this.#onConnected(message.transport, message.reason ?? null);
      case 'lost':
        return this.#lost(message);
      case 'epoch':
        this.#lesson.addEpoch(message.epoch, message.restarted);
        return this.#driver.forgetArrivals();
      case 'publication':
        return this.#driver.forgetArrivals();
      case 'lesson':
        return this.#lesson.arrive(message.messages, this.video.currentTime * 1000);
      case 'arrived':
        this.#receivedBytes += message.bytes;
        this.#driver.arrived(message.oldestMs, message.newestMs, message.atMs);
        this.#playOnAfterEnd();
        if (document.hidden) this.#clock.followTime();
        return;
      case 'format':
        this.#driver.audioKnown(message.hasAudio);
        this.#size = { width: message.width, height: message.height };
        return;
      case 'problem':
        return this.#fail(message.fatal, message.detail);
    }
  }

  #onConnected(transport: TransportName, reason: string | null): void {
    const previous = this.#transport;
    this.#connected = true;
    this.#connections++;
    this.#transport = transport;
    this.#transportReason = reason;
    if (transport !== previous) {
      // Each way has a delay of its own.
      this.#driver.forgetArrivals();
      this.#emitter.emit('transport', { transport, previous, reason });
    }
    if (this.#status === 'ended' || this.#status === 'reconnecting') this.#setStatus('buffering');
  }

  #lost({ reason, detail }: Extract<PipelineMessage, { type: 'lost' }>): void {
    this.#connected = false;
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
  }

  #redraw(): void {
    if (this.#mediaMs !== null && this.video.paused) this.#clock.present();
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
    if (this.video.paused && this.#driver.bufferMs > MAX_IDLE_BUFFER_MS) this.#host.send({ type: 'suspend' });
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
    const transport = this.#transport;
    this.#emitter.emit('status', {
      status,
      ...(detail !== undefined && { detail }),
      ...(transport !== null && { transport }),
    });
  }
}
