import type { LessonState } from '@lockstep/contracts';
import { Emitter } from './core/emitter.js';
import { LessonTrack } from './core/lesson-track.js';
import type { PlacedMessage } from './core/lesson-message.js';
import type { SeqGap } from './core/seq-watch.js';
import { StreamLatency } from './core/stream-latency.js';
import { Timeline } from './core/timeline.js';
import { MediaAttachment } from './media/media-attachment.js';
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
import { streamUrls } from './transports/stream-urls.js';
import type { TransportName } from './transports/transport.js';

/** How often the pipeline hears where playback is, and frees what lies behind, in milliseconds. */
const POSITION_MS = 1_000;
/** So much media is gathered while nothing plays; then the connection is closed. In milliseconds. */
const MAX_IDLE_BUFFER_MS = 10_000;
/** Groups of pictures in a row of which the browser could not show a single one, before giving up. */
const MAX_MEDIA_ERRORS = 5;

/** The parts of a player, wired together: pipeline, screen, clock, lesson. */
export class LivePlayer implements Player {
  readonly #options: ResolvedOptions;
  readonly #emitter = new Emitter<PlayerEvents>((error) => reportError(error));
  readonly #screen: Screen;
  readonly #driver: PlaybackDriver;
  readonly #clock: FrameClock;
  readonly #host: PipelineHost;
  readonly #attachment: MediaAttachment;
  readonly #autoplay: Autoplay;
  readonly #timeline = new Timeline();
  readonly #latency = new StreamLatency();
  readonly #lesson: LessonTrack;
  readonly #frameRate = new FrameRate();
  readonly #positionTimer: ReturnType<typeof setInterval>;
  readonly #listening = new AbortController();
  #status: PlayerStatus = 'connecting';
  #transport: TransportName | null = null;
  #connected = false;
  #mediaMs: number | null = null;
  #ptsMs: number | null = null;
  #size = { width: 0, height: 0 };
  #receivedBytes = 0;
  #connections = 0;
  #mediaErrors = 0;
  #cameToEnd = false;

  constructor(container: HTMLElement, options: ResolvedOptions) {
    this.#options = options;
    const urls = streamUrls(options.url, document.baseURI);
    this.#lesson = new LessonTrack(options.initialState);
    this.#screen = new Screen(container, options.surface, () => this.#redraw());
    const { video } = this.#screen;
    video.muted = options.muted;
    this.#driver = new PlaybackDriver(video, options, {
      onPlaying: () => this.#setStatus('playing'),
      onStalled: () => this.#setStatus(this.#connected ? 'buffering' : 'reconnecting'),
    });
    this.#clock = new FrameClock(
      this.#screen,
      (mediaMs, drawn) => this.#present(mediaMs, drawn),
      () => this.#driver.newestMs,
    );
    this.#attachment = new MediaAttachment(video);
    this.#autoplay = new Autoplay(video, options, (playing) =>
      this.#emitter.emit('autoplayblocked', { playing }),
    );
    const { transport, maxBackOffMs, silenceMs, keepBehindMs } = options;
    const settings = { urls, transport, maxBackOffMs, silenceMs, keepBehindMs };
    this.#host = new PipelineHost(settings, options.worker, (message) => this.#hear(message));
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
    return this.#ptsMs;
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
      latencyMs: this.#ptsMs === null ? null : this.#latency.of(this.#ptsMs, Date.now()),
      behindLiveMs: this.#driver.behindMs ?? null,
      targetLatencyMs: this.#driver.targetMs,
      bufferMs: this.#driver.bufferMs,
      heldMs: this.#driver.heldMs,
      playbackRate: this.video.playbackRate,
      transport: this.#transport,
      thread: this.#host.thread,
      surface: this.#screen.kind,
      within: this.#screen.exactness,
      frames: this.#frameRate.count,
      fps: this.#frameRate.at(clockMs()),
      droppedFrames: quality.droppedVideoFrames,
      seqGaps: this.#lesson.missed,
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

  #hear(message: PipelineMessage): void {
    if (this.#status === 'destroyed') return;
    switch (message.type) {
      case 'ready':
        return;
      case 'source':
        this.#driver.sourceChanged();
        this.#attachment.attach(message.source);
        if (this.#options.autoplay || this.#autoplay.wanted) this.#autoplay.start();
        return;
      case 'connected':
        this.#connected = true;
        this.#connections++;
        this.#transport = message.transport;
        if (this.#status === 'ended' || this.#status === 'reconnecting') this.#setStatus('buffering');
        return;
      case 'lost':
        return this.#lost(message);
      case 'epoch':
        this.#timeline.add(message.epoch);
        this.#driver.forgetArrivals();
        this.#latency.reset();
        if (message.restarted) this.#lesson.streamRestarted();
        return;
      case 'publication':
        return this.#driver.forgetArrivals();
      case 'lesson':
        return this.#lessonArrived(message.messages);
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

  #lost({ reason, detail }: Extract<PipelineMessage, { type: 'lost' }>): void {
    this.#connected = false;
    const isOver = reason === undefined || reason === 'not-found';
    // A stream that is not there yet is waited for; what is in the buffer still plays: `reconnecting` is told when it has run dry.
    if (isOver && this.#ptsMs !== null) this.#setStatus('ended', detail);
    else if (!isOver && this.#status !== 'playing' && this.#status !== 'paused')
      this.#setStatus('reconnecting', detail);
  }

  #lessonArrived(messages: readonly PlacedMessage[]): void {
    for (const { ptsMs, wallClockMs, repeat } of messages)
      if (!repeat) this.#latency.stamped(ptsMs, wallClockMs);
    const { gaps, upcoming, errors } = this.#lesson.arrive(messages);
    for (const { seq, error } of errors) {
      this.#emitter.emit('error', { fatal: false, message: `Event ${seq} could not be read`, cause: error });
    }
    for (const gap of gaps) this.#gap(gap);
    const positionMs = this.video.currentTime * 1000;
    for (const { event, seq, ptsMs, mediaMs } of upcoming) {
      this.#emitter.emit('upcoming', { event, seq, ptsMs, inMs: Math.max(0, mediaMs - positionMs) });
    }
  }

  #gap(gap: SeqGap): void {
    this.#emitter.emit('gap', gap);
    const { fetchMissing } = this.#options;
    if (fetchMissing === undefined) return;
    fetchMissing(gap.fromSeq, gap.toSeq).then(
      (events) =>
        this.#lesson.recover(
          // An event from before everything we know belongs to the past: it is due with the next frame.
          events.map((event) => ({
            ...event,
            mediaMs: this.#timeline.mediaMs(event.ptsMs) ?? Number.NEGATIVE_INFINITY,
          })),
        ),
      (cause: unknown) =>
        this.#emitter.emit('error', {
          fatal: false,
          message: `Events ${gap.fromSeq} to ${gap.toSeq} are missing and could not be fetched`,
          cause,
        }),
    );
  }

  /** Runs in the task that drew the frame: everything that belongs to it happens here. */
  #present(mediaMs: number, drawn: boolean): void {
    if (this.#status === 'destroyed') return;
    const ptsMs = this.#timeline.streamMs(mediaMs);
    if (Number.isNaN(ptsMs)) return;
    const isNewFrame = mediaMs !== this.#mediaMs;
    this.#mediaMs = mediaMs;
    this.#ptsMs = ptsMs;
    if (drawn && isNewFrame) {
      this.#mediaErrors = 0;
      this.#frameRate.shown(clockMs());
    }
    const { due, state, stateChanged } = this.#lesson.showFrame(mediaMs, ptsMs);
    if (stateChanged) this.#emitter.emit('statechange', { state, ptsMs });
    for (const event of due) this.#emitter.emit('event', event);
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
    const keptFromMs = mediaMs - this.#options.keepBehindMs;
    this.#lesson.prune(keptFromMs);
    this.#timeline.prune(keptFromMs);
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
