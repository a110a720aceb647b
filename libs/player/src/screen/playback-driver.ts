import { LatencyControl } from '../core/latency-control.js';
import { LiveEdge } from '../core/live-edge.js';
import { clockMs } from '../media/pipeline-messages.js';

export type PlaybackDriverOptions = {
  readonly targetLatencyMs: number;
  readonly jumpBehindMs: number;
  /** False: somebody else says where it plays and how fast; it only watches. */
  readonly steers: boolean;
};

export type PlaybackDriverEvents = {
  onPlaying(): void;
  /** Data is late. */
  onStalled(): void;
};

const TICK_MS = 250;
/** Standing still this long before a hole means that playback waits for data that will not come, in ms. */
const GAP_PATIENCE_MS = 100;
/** Data that is there for this long, and playback still stands: a jump makes the browser begin from scratch, in ms. */
const FLUSH_BEHIND_MS = 100;
/** Behind the start of a buffered range: some browsers take a position exactly there for one before it. */
const RANGE_MARGIN_S = 0.002;
/** A jump never goes nearer to the end of the data than this. */
const END_MARGIN_MS = 40;
/** A clock this far past the newest frame's time ran on without data, in milliseconds. */
const RAN_PAST_MS = 150;
/** Distance to the live edge with which a browser has enough audio to begin, in milliseconds. */
const START_DISTANCE_MS = 170;

/** A seek aims at the inside of a frame: its exact beginning may be taken for the frame before. In milliseconds. */
const INSIDE_MS = 0.5;

/** Keeps the media element near the live edge: where it starts, how fast it plays, when it jumps. */
export class PlaybackDriver {
  readonly #video: HTMLVideoElement;
  readonly #options: PlaybackDriverOptions;
  readonly #events: PlaybackDriverEvents;
  readonly #edge = new LiveEdge();
  readonly #control: LatencyControl;
  readonly #timer: ReturnType<typeof setInterval>;
  #newestMs = 0;
  #started = false;
  #played = false;
  #lastPositionMs = -1;
  #movedAtMs = 0;
  #stalled = false;
  /** Since the browser began from scratch: each time it wants twice as much audio before it goes on. */
  #stallsSinceFlush = 0;
  #hasAudio = false;
  /** What plays is not the live edge: where it is and how fast it plays is the viewer's choice. */
  #isPast = false;
  /** Media time at which the past begins, once it is known. */
  #beginMs: number | undefined;
  #pastRate = 1;
  /** First frame that came after the clock had run past everything there was; undefined when it did not. */
  #backToMs: number | undefined;
  #stalls = 0;
  #jumps = 0;

  constructor(video: HTMLVideoElement, options: PlaybackDriverOptions, events: PlaybackDriverEvents) {
    this.#video = video;
    this.#options = options;
    this.#events = events;
    this.#control = new LatencyControl({
      targetMs: options.targetLatencyMs,
      jumpBehindMs: options.jumpBehindMs,
    });
    this.#timer = setInterval(this.tick, TICK_MS);
    video.addEventListener('loadedmetadata', this.#onMetadata);
    video.addEventListener('playing', this.#onPlaying);
    video.addEventListener('waiting', this.#onWaiting);
  }

  /** Its part of `player.stats`. */
  get stats() {
    const nowMs = clockMs();
    const edgeMs = this.#isPast ? undefined : this.#edge.at(nowMs);
    return {
      behindLiveMs: edgeMs === undefined ? null : edgeMs - this.#positionMs,
      targetLatencyMs: this.#control.targetMs(nowMs, this.#edge.jitterMs(nowMs)),
      bufferMs: this.bufferMs,
      heldMs: this.#heldMs,
      playbackRate: this.#video.playbackRate,
      stalls: this.#stalls,
      jumps: this.#jumps,
    };
  }

  /** Media time of the newest frame that arrived. */
  get newestMs(): number {
    return this.#newestMs;
  }

  /** Milliseconds of media ahead of the frame on screen. */
  get bufferMs(): number {
    return Math.max(0, this.#newestMs - this.#positionMs);
  }

  /** Milliseconds of media in memory, ahead and behind. The browser counts the last frame as longer than it is. */
  get #heldMs(): number {
    const { buffered } = this.#video;
    let heldMs = 0;
    for (let index = 0; index < buffered.length; index++) {
      heldMs += Math.max(
        0,
        Math.min(buffered.end(index) * 1000, this.#newestMs) - buffered.start(index) * 1000,
      );
    }
    return heldMs;
  }

  /** Whether the stream has audio, which browsers want more of in advance than of frames. */
  audioKnown(hasAudio: boolean): void {
    this.#hasAudio = hasAudio;
  }

  arrived(oldestMs: number, newestMs: number, atMs: number): void {
    if (this.#started && !this.#isPast && this.#positionMs > this.#newestMs + RAN_PAST_MS)
      this.#backToMs ??= oldestMs;
    this.#newestMs = newestMs;
    this.#edge.arrived(oldestMs, atMs);
    this.#edge.arrived(newestMs, atMs);
    if (this.#started) this.tick();
    else if (this.#steers) this.#goToStart();
  }

  /** What arrives from now on has another clock, or another way to here: the live edge is found anew. */
  forgetArrivals(): void {
    this.#edge.reset();
  }

  /** The media element got another source, and begins again. */
  sourceChanged(): void {
    this.#started = false;
    this.#played = false;
    this.#stalled = false;
    this.#stallsSinceFlush = 0;
    this.#backToMs = undefined;
    this.#edge.reset();
  }

  /** @param isPast whether the source that is set next is not the live edge; where it begins is told by {@link beginAt} */
  expect(isPast: boolean): void {
    this.#isPast = isPast;
    this.#beginMs = undefined;
    this.#newestMs = 0;
    this.#video.preservesPitch = true;
    this.#video.playbackRate = isPast ? this.#pastRate : 1;
  }

  /** The past begins at this media time. */
  beginAt(mediaMs: number): void {
    this.#beginMs = mediaMs;
    // the browser may have its metadata before it is told where to begin
    if (this.#started) this.leap(mediaMs);
    else this.#goToStart();
  }

  /** How fast the past plays. */
  get pastRate(): number {
    return this.#pastRate;
  }

  set pastRate(rate: number) {
    this.#pastRate = rate;
    if (this.#isPast) this.#video.playbackRate = rate;
  }

  /** The media time, where its frame is in memory; else undefined. */
  held(mediaMs = NaN): number | undefined {
    const { buffered } = this.#video;
    for (let index = 0; index < buffered.length; index++) {
      const endMs = Math.min(buffered.end(index) * 1000, this.#newestMs);
      if (buffered.start(index) * 1000 <= mediaMs && mediaMs < endMs) return mediaMs;
    }
    return undefined;
  }

  /** Goes to a media time of the past that is in memory. */
  leap(mediaMs: number): void {
    this.#video.currentTime = (mediaMs + INSIDE_MS) / 1000;
  }

  /** Playback begins or goes on after a pause: nothing is seen to jump if it does so at the live edge. */
  goLive(): void {
    const nowMs = clockMs();
    const edgeMs = this.#edge.at(nowMs);
    if (edgeMs === undefined || !this.#started || this.#isPast) return;
    const startMs = this.#startMs(nowMs, edgeMs);
    if (startMs - this.#positionMs < FLUSH_BEHIND_MS) return;
    this.#control.jumped(nowMs);
    this.#jumpTo(startMs);
  }

  readonly tick = (): void => {
    const video = this.#video;
    if (!this.#started || video.seeking) return;
    const nowMs = clockMs();
    if (this.#backToMs !== undefined) return this.#comeBack(this.#backToMs, nowMs);
    if (!(this.#isPast && video.paused)) this.#crossGap(nowMs);
    const edgeMs = this.#edge.at(nowMs);
    if (video.paused || edgeMs === undefined || this.#isPast) return;
    const positionMs = this.#positionMs;
    const jitterMs = this.#edge.jitterMs(nowMs);
    const hasAudio = this.#hasAudio;
    const startMs = this.#startMs(nowMs, edgeMs);
    if (this.#stalled && this.#stallsSinceFlush > 1 && startMs - positionMs > FLUSH_BEHIND_MS) {
      this.#control.jumped(nowMs);
      return this.#jumpTo(startMs);
    }
    const correction = this.#control.decide({ nowMs, positionMs, edgeMs, jitterMs, hasAudio });
    if (correction.kind === 'jump') this.#jumpTo(correction.toMs);
    else this.#setRate(correction);
  };

  stop(): void {
    clearInterval(this.#timer);
    this.#video.removeEventListener('loadedmetadata', this.#onMetadata);
    this.#video.removeEventListener('playing', this.#onPlaying);
    this.#video.removeEventListener('waiting', this.#onWaiting);
  }

  get #steers(): boolean {
    return this.#options.steers || this.#isPast;
  }

  get #positionMs(): number {
    return this.#video.currentTime * 1000;
  }

  /** Media time at which a browser that begins from scratch should begin. */
  #startMs(nowMs: number, edgeMs: number): number {
    const targetMs = this.#control.targetMs(nowMs, this.#edge.jitterMs(nowMs));
    return edgeMs - Math.max(START_DISTANCE_MS, targetMs);
  }

  /** Only what changes is set: each setting costs the audio pipeline a little. */
  #setRate({ rate, preservesPitch }: { rate: number; preservesPitch: boolean }): void {
    const video = this.#video;
    if (video.preservesPitch !== preservesPitch) video.preservesPitch = preservesPitch;
    if (Math.abs(video.playbackRate - rate) > 0.001) video.playbackRate = rate;
  }

  /** While nothing plays yet each arrival moves the place where playback will begin. */
  #goToStart(): void {
    const video = this.#video;
    // Between metadata and the first frame the browser is busy with the place it was told.
    if (video.readyState !== HTMLMediaElement.HAVE_NOTHING) return;
    if (this.#isPast) {
      if (this.#beginMs !== undefined) this.leap(this.#beginMs);
      return;
    }
    const distanceMs = Math.max(START_DISTANCE_MS, this.#options.targetLatencyMs);
    video.currentTime = Math.max(0, this.#newestMs - distanceMs) / 1000;
  }

  #jumpTo(mediaMs: number): void {
    const { buffered } = this.#video;
    if (buffered.length === 0) return;
    const last = buffered.length - 1;
    const fromS = buffered.start(last) + RANGE_MARGIN_S;
    const toS = Math.min(Math.max(mediaMs / 1000, fromS), (this.#newestMs - END_MARGIN_MS) / 1000);
    if (toS <= this.#video.currentTime) return;
    this.#jumps++;
    this.#stallsSinceFlush = 0;
    this.#video.playbackRate = 1;
    this.#video.currentTime = toS;
  }

  /**
   * The last frame is said to last, so the clock runs on where nothing follows it; what then comes lies before the
   * clock. Back to it, as soon as there is enough to begin with: nothing but the last frame was seen meanwhile.
   */
  #comeBack(firstMs: number, nowMs: number): void {
    const startMs = Math.max(firstMs, this.#newestMs - START_DISTANCE_MS);
    const reached = this.#positionMs <= this.#newestMs - START_DISTANCE_MS;
    if (!reached && this.#newestMs - firstMs < START_DISTANCE_MS) return;
    this.#backToMs = undefined;
    if (reached) return;
    this.#jumps++;
    this.#stallsSinceFlush = 0;
    this.#control.jumped(nowMs);
    this.#video.playbackRate = 1;
    this.#video.currentTime = startMs / 1000 + RANGE_MARGIN_S;
  }

  /** Playback stands before a hole in the media: it goes on behind it. */
  #crossGap(nowMs: number): void {
    const positionMs = this.#positionMs;
    if (positionMs !== this.#lastPositionMs) {
      this.#lastPositionMs = positionMs;
      this.#movedAtMs = nowMs;
      return;
    }
    if (nowMs - this.#movedAtMs < GAP_PATIENCE_MS) return;
    const { buffered } = this.#video;
    for (let index = 0; index < buffered.length; index++) {
      const startMs = buffered.start(index) * 1000;
      if (startMs <= positionMs) continue;
      this.#jumps++;
      this.#control.jumped(nowMs);
      this.#video.currentTime = startMs / 1000 + RANGE_MARGIN_S;
      return;
    }
  }

  readonly #onMetadata = (): void => {
    this.#started = this.#steers;
    this.#movedAtMs = clockMs();
  };

  readonly #onPlaying = (): void => {
    this.#stalled = false;
    this.#played = true;
    this.#events.onPlaying();
  };

  readonly #onWaiting = (): void => {
    if (!this.#played || this.#video.seeking) return;
    this.#stalled = true;
    this.#stallsSinceFlush++;
    this.#stalls++;
    this.#control.stalled(clockMs());
    this.#events.onStalled();
  };
}
