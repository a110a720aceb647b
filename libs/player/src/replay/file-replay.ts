import { type AnyLessonEvent, initialLessonState, type LessonState } from '@lockstep/contracts';
import { Emitter } from '../core/emitter.js';
import { readRate } from '../core/rate.js';
import { sameValue } from '../core/same-value.js';
import { FrameClock } from '../screen/frame-clock.js';
import type { Screen } from '../screen/surface.js';
import type { LessonLog, ReplayEvent } from './lesson-log.js';
import { type MediaFile, openMediaFile } from './media-file.js';
import { RecordingFile } from './recording-file.js';
import type {
  Replay,
  ReplayContents,
  ReplayEvents,
  ReplayOptions,
  ReplaySlide,
  ReplayStatus,
} from './replay.js';
import { ReplayError } from './replay-error.js';

/** A seek aims at the inside of a frame: its exact beginning may be taken for the frame before. In milliseconds. */
const INSIDE_MS = 0.5;
/** A browser says that a seek is over before it draws the frame; one that is never drawn is waited for this long, in milliseconds. */
const LANDING_MS = 1000;
const anyEvent = (): boolean => true;

/** A recording in a media element, with the lesson of the frame that it shows. */
export class FileReplay implements Replay {
  readonly #emitter = new Emitter<ReplayEvents>((error) => reportError(error));
  readonly #file: MediaFile;
  readonly #screen: Screen;
  readonly #clock: FrameClock;
  readonly #ended = new AbortController();
  #recording: RecordingFile | undefined;
  /** Settled once it is known whether it can be played. */
  readonly #opened: Promise<void>;
  #contents: ReplayContents | null = null;
  #status: ReplayStatus = 'loading';
  #state: LessonState = initialLessonState;
  #ptsMs: number | null = null;
  /** Events up to here were told or leapt over. */
  #toldMs = -Infinity;
  /** A seek led to the frame that is shown next. */
  #hasLanded = false;
  /** Stream time of the frame that a seek waits for. */
  #awaitedMs: number | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #onSeekEnd: (() => void) | undefined;

  /** @throws TypeError for an address that is not a URL; then the screen is the caller's to remove */
  constructor(screen: Screen, options: ReplayOptions) {
    this.#file = openMediaFile(options.source);
    this.#screen = screen;
    this.#clock = new FrameClock(
      this.#screen,
      (mediaMs) => this.#present(mediaMs),
      () => Infinity,
    );
    const { video } = this.#screen;
    video.muted = options.muted ?? false;
    video.preload = 'auto';
    if (typeof options.source === 'string') video.crossOrigin = 'anonymous';
    this.#listen(video);
    this.#opened = this.#open(options.startAtPtsMs);
  }

  get state(): LessonState {
    return this.#state;
  }

  get status(): ReplayStatus {
    return this.#status;
  }

  get ptsMs(): number | null {
    return this.#ptsMs;
  }

  get contents(): ReplayContents | null {
    return this.#contents;
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

  get rate(): number {
    return this.video.playbackRate;
  }

  /** @throws RangeError for a rate outside 0.5 to 2 */
  set rate(rate: number) {
    this.video.preservesPitch = true;
    this.video.playbackRate = readRate(rate);
    this.video.defaultPlaybackRate = rate; // with which a source that is loaded later begins
  }

  /**
   * What is called before it is open waits until it is: a media element without a source would forget it.
   *
   * @throws DOMException as `HTMLMediaElement.play` does
   */
  async play(): Promise<void> {
    if (!this.#recording) await this.#opened;
    if (this.#status === 'destroyed') throw new DOMException('It was destroyed', 'AbortError');
    if (!this.#recording) throw new DOMException('The recording cannot be played', 'NotSupportedError');
    await this.video.play();
  }

  pause(): void {
    this.video.pause();
  }

  async seek(ptsMs: number): Promise<void> {
    if (!this.#recording) await this.#opened;
    const { frames, startPtsMs } = this.#recording?.contents ?? {};
    if (frames === undefined || startPtsMs === undefined || this.#status === 'destroyed') return;
    const targetMs = frames.ptsMsOf(frames.indexAt(ptsMs));
    this.#onSeekEnd?.();
    clearTimeout(this.#patience);
    this.#awaitedMs = targetMs;
    this.#setStatus('seeking');
    this.video.currentTime = (targetMs - startPtsMs + INSIDE_MS) / 1000;
    await new Promise<void>((resolve) => (this.#onSeekEnd = resolve));
  }

  async step(count: number): Promise<void> {
    if (!this.#recording) await this.#opened;
    const frames = this.#recording?.contents.frames;
    if (!frames || this.#ptsMs === null) return;
    this.pause();
    await this.seek(frames.ptsMsOf(frames.indexAt(this.#ptsMs) + count));
  }

  async nextEvent(wanted: (event: AnyLessonEvent) => boolean = anyEvent): Promise<ReplayEvent | undefined> {
    if (!this.#recording) await this.#opened;
    return this.#seekTo(this.#recording?.contents.log.next(this.#ptsMs ?? -Infinity, wanted));
  }

  async previousEvent(
    wanted: (event: AnyLessonEvent) => boolean = anyEvent,
  ): Promise<ReplayEvent | undefined> {
    if (!this.#recording) await this.#opened;
    return this.#seekTo(this.#recording?.contents.log.previous(this.#ptsMs ?? -Infinity, wanted));
  }

  stateAt(ptsMs: number): LessonState {
    return this.#recording?.contents.log.stateAt(ptsMs) ?? initialLessonState;
  }

  async slides(deckId: string): Promise<readonly ReplaySlide[]> {
    const deck = await this.#recording?.items.deck(deckId);
    const all: ReplaySlide[] = [];
    for (const { index, title } of deck?.slides ?? []) {
      const image = await this.#recording?.items.slide(deckId, index);
      if (image) all.push({ index, title, image });
    }
    return all;
  }

  on<Type extends keyof ReplayEvents>(
    type: Type,
    listener: (detail: ReplayEvents[Type]) => void,
  ): () => void {
    return this.#emitter.on(type, listener);
  }

  destroy(): void {
    if (this.#status === 'destroyed') return;
    this.#setStatus('destroyed');
    this.#ended.abort();
    clearTimeout(this.#patience);
    this.#clock.stop();
    this.video.pause();
    this.video.removeAttribute('src');
    this.video.load();
    this.#screen.remove();
    this.#file.close();
    this.#onSeekEnd?.();
    this.#emitter.clear();
  }

  #listen(video: HTMLVideoElement): void {
    const { signal } = this.#ended;
    const on = (type: keyof HTMLVideoElementEventMap, listener: () => void): void =>
      video.addEventListener(type, listener, { signal });
    on('playing', () => this.#setStatus('playing'));
    on('pause', () => this.#settle());
    on('waiting', () => video.seeking || this.#setStatus('buffering'));
    on('ended', () => this.#setStatus('ended'));
    on('seeking', () => this.#setStatus('seeking'));
    on('seeked', () => this.#onSeeked());
    on('loadeddata', () => this.#settle());
    on('error', () =>
      this.#fail(new ReplayError('not-playable', video.error?.message ?? 'The browser cannot play it.')),
    );
  }

  async #open(startAtPtsMs: number | undefined): Promise<void> {
    try {
      const { signal } = this.#ended;
      const recording = await RecordingFile.open(this.#file, signal);
      const url = await this.#file.address();
      if (signal.aborted) return;
      this.#recording = recording;
      const { title, language, startPtsMs, endPtsMs, frames, chapters, log } = recording.contents;
      const { events } = log;
      this.#contents = { title, language, startPtsMs, endPtsMs, frames: frames.count, chapters, events };
      this.video.src = url;
      this.#emitter.emit('open', this.#contents);
      if (startAtPtsMs !== undefined) void this.seek(startAtPtsMs);
    } catch (error) {
      if (!this.#ended.signal.aborted) this.#fail(failureOf(error));
    }
  }

  /** Runs in the task that drew the frame: everything that belongs to it happens here. */
  #present(mediaMs: number): void {
    const { frames, log, startPtsMs } = this.#recording?.contents ?? {};
    if (!frames || !log || startPtsMs === undefined || this.#status === 'destroyed') return;
    const ptsMs = frames.ptsMsOf(frames.indexAt(startPtsMs + mediaMs));
    const isNewFrame = ptsMs !== this.#ptsMs;
    this.#ptsMs = ptsMs;
    const state = log.stateAt(ptsMs);
    if (state !== this.#state && !sameValue(state, this.#state)) {
      this.#state = state;
      this.#emitter.emit('statechange', { state, ptsMs });
    }
    this.#tellEvents(log, ptsMs);
    if (isNewFrame) this.#emitter.emit('frame', { ptsMs });
    if (this.#awaitedMs !== undefined && this.#isAwaited(ptsMs)) this.#land();
  }

  /** While it plays, the frame behind the awaited one may be the first that is drawn. */
  #isAwaited(ptsMs: number): boolean {
    const { paused, seeking } = this.video;
    if (this.#awaitedMs === undefined) return true;
    const laterMs = ptsMs - this.#awaitedMs;
    return !seeking && (laterMs === 0 || (!paused && laterMs > 0 && laterMs < LANDING_MS));
  }

  /** A frame that comes late, after the next seek began, tells nothing. */
  #tellEvents(log: LessonLog, ptsMs: number): void {
    if (!this.#isAwaited(ptsMs)) return;
    if (this.#hasLanded) this.#toldMs = ptsMs - 1;
    this.#hasLanded = false;
    if (!this.video.seeking)
      for (const event of log.between(this.#toldMs, ptsMs)) this.#emitter.emit('event', event);
    this.#toldMs = ptsMs;
  }

  #onSeeked(): void {
    if (this.video.seeking) return; // to another place already
    // A seek that somebody else made, such as the browser's own controls, leaps over events too.
    this.#hasLanded = true;
    const isOwn = this.#awaitedMs !== undefined;
    if (isOwn) this.#patience = setTimeout(() => this.#land(), LANDING_MS);
    this.#clock.present();
    if (!isOwn) this.#land();
  }

  /** The frame of a seek is on screen, or is waited for no more. */
  #land(): void {
    clearTimeout(this.#patience);
    this.#awaitedMs = undefined;
    this.#settle();
    this.#onSeekEnd?.();
  }

  #settle(): void {
    const { video } = this;
    if (video.ended) this.#setStatus('ended');
    else if (video.paused) this.#setStatus('paused');
    else if (video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA) this.#setStatus('playing');
  }

  /** The surface has another size. */
  redraw(): void {
    if (this.#ptsMs !== null && this.video.paused) this.#clock.present();
  }

  async #seekTo(event: ReplayEvent | undefined): Promise<ReplayEvent | undefined> {
    if (event) await this.seek(event.ptsMs);
    return event;
  }

  #fail(error: ReplayError): void {
    if (this.#status === 'failed' || this.#status === 'destroyed') return;
    this.#setStatus('failed');
    this.#onSeekEnd?.();
    this.#emitter.emit('error', { error });
  }

  #setStatus(status: ReplayStatus): void {
    if (this.#status === status || this.#status === 'destroyed') return;
    if (this.#status === 'failed' && status !== 'destroyed') return;
    this.#status = status;
    this.#emitter.emit('status', { status });
  }
}

const failureOf = (error: unknown): ReplayError =>
  error instanceof ReplayError
    ? error
    : new ReplayError('damaged', 'The recording could not be read.', { cause: error });
