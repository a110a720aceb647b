import { LONGEST_FRAME_MS } from '../core/frame-rate.js';
import type { Receive } from '../media/make-host.js';
import type { MediaHost } from '../media/media-host.js';
import type { PlayerEvents } from '../player-events.js';
import { PastHost } from './past-host.js';
import { PastWatch, type SeekableRange } from './past-watch.js';

/** The player whose time is chosen. */
export type RewindTarget = {
  /** Where it is told what can be shown again. */
  readonly url: string;
  /** Longest wait between attempts to reach it, ms. */
  readonly maxBackOffMs: number;
  /** What is on screen: stream time of the frame, ms, null before the first; seq of the opening of its open question. */
  readonly shown: () => { readonly ptsMs: number | null; readonly openQuestionSeq: number | null };
  /** Whether playback stands because somebody paused it. */
  readonly isPaused: () => boolean;
  /** Media time of a frame of the past that is in memory; undefined where it is not. */
  readonly heldMediaMs: (ptsMs: number) => number | undefined;
  /** Makes what demultiplexes bytes of the past. */
  readonly pipeline: (receive: Receive) => MediaHost;
  readonly play: () => Promise<void>;
  /** Plays if the browser lets it. */
  readonly start: () => void;
  /** Makes a new connection, by {@link Rewind.makeHost} while it {@link Rewind.isPast}. */
  readonly load: () => void;
  /** Goes to a media time that is in memory. */
  readonly leap: (mediaMs: number) => void;
  /** The frame that was asked for is on screen. */
  readonly onLanded: () => void;
  /** It left the live edge, or came back. */
  readonly onLive: (isLive: boolean) => void;
  /** What can be shown again, or which question is open, is another thing than before. */
  readonly onPast: (past: PlayerEvents['past']) => void;
};

/** While it plays, a frame behind the one that was asked for may be the first that is drawn, ms. */
const PLAYED_ON_MS = 1000;
/** A browser may say that a seek is over before it draws the frame; one that is never drawn is waited for this long, ms. */
const LANDING_MS = 300;

/** Where a player is, at the live edge or rewound, and the frame that it waits for. */
export class Rewind {
  readonly #watch: PastWatch;
  /** Stream time from which the past was asked for, ms; undefined: the live edge. */
  #fromMs: number | undefined;
  #isLoading = false;
  #plays = true;
  #wasLive = true;
  /** The frame that is waited for, and the one that was on screen before. Stream times, ms. */
  #awaited: { readonly ptsMs: number | undefined; readonly beforeMs: number | null } | undefined;
  #onShown: (() => void) | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly target: RewindTarget) {
    this.#watch = new PastWatch(target.url, () =>
      target.onPast({ seekable: this.seekable, openQuestionSeq: this.openQuestionSeq }),
    );
    if (target.shown().ptsMs !== null) this.#watch.begin();
  }

  get seekable(): SeekableRange | null {
    return this.#watch.seekable;
  }

  get isLive(): boolean {
    return !this.isPast && !this.#isLoading && !(this.target.isPaused() && this.seekable !== null);
  }

  /** Seq of the event that opened the question which can be answered at the live edge, as far as is known. */
  get openQuestionSeq(): number | null {
    return this.isLive ? this.target.shown().openQuestionSeq : this.#watch.openQuestionSeq;
  }

  /** It has a connection to the past. */
  get isPast(): boolean {
    return this.#fromMs !== undefined;
  }

  /** Whether what is being loaded is to play at once. The past stands until the frame that was asked for is on screen. */
  get plays(): boolean {
    return this.#plays && !this.isPast;
  }

  /** Stream time that a new connection to the past has to begin with, ms. */
  get beginMs(): number | undefined {
    return this.#isLoading ? this.#fromMs : undefined;
  }

  /** What brings the past from where it is wanted. */
  makeHost(receive: Receive): MediaHost {
    const { url, maxBackOffMs, pipeline } = this.target;
    return new PastHost({ url, maxBackOffMs, fromMs: this.#fromMs ?? 0 }, pipeline, {
      receive,
      onBroken: () => void this.#again(),
    });
  }

  play(): Promise<void> {
    const { ptsMs } = this.target.shown();
    // what was live since the pause is not in memory
    if (!this.isLive && !this.isPast && !this.#isLoading && ptsMs !== null) return this.#show(ptsMs, true);
    return this.target.play();
  }

  /** Nothing that is being loaded plays. */
  pause(): void {
    this.#plays = false;
  }

  /** @throws RangeError for a time that is no number, or a stream that cannot be rewound */
  async seek(ptsMs: number): Promise<void> {
    const { seekable } = this;
    if (seekable === null || Number.isNaN(ptsMs))
      throw new RangeError('seek needs a stream time in milliseconds, and a stream that can be rewound');
    if (ptsMs >= seekable.endPtsMs) return this.goLive();
    await this.#show(
      Math.max(ptsMs, seekable.startPtsMs),
      this.#isLoading ? this.#plays : !this.target.isPaused(),
    );
  }

  async goLive(): Promise<void> {
    if (this.isLive) return;
    if (this.isPast) await this.#show(undefined, true);
    else await this.target.play(); // it leaps to the live edge
  }

  /** A frame is on screen. @param ptsMs its stream time, ms */
  presented(ptsMs: number): void {
    this.#watch.begin();
    const awaited = this.#awaited;
    if (this.isLive) this.#watch.seen(ptsMs);
    if (awaited === undefined) return;
    if (awaited.ptsMs === undefined) return this.#land();
    const laterMs = ptsMs - awaited.ptsMs;
    const isIt = laterMs <= 0 && laterMs > -LONGEST_FRAME_MS && ptsMs !== awaited.beforeMs;
    if (isIt || (!this.target.isPaused() && laterMs > 0 && laterMs < PLAYED_ON_MS)) this.#land();
  }

  /** The browser says that it is there. */
  arrived(): void {
    if (this.#awaited === undefined) return;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#land(), LANDING_MS);
  }

  /** Playback may have left the live edge, or come back to it. */
  look(): void {
    const { isLive } = this;
    if (isLive === this.#wasLive) return;
    this.#wasLive = isLive;
    this.#watch.rewound(isLive ? undefined : this.target.shown().openQuestionSeq);
    this.target.onLive(isLive);
  }

  stop(): void {
    this.#watch.stop();
    this.#settle();
  }

  /**
   * Resolves when the frame is on screen, or when something else took its place.
   *
   * @param ptsMs stream time; undefined: the live edge
   */
  async #show(ptsMs: number | undefined, plays: boolean): Promise<void> {
    this.#settle();
    const shown = new Promise<void>((resolve) => (this.#onShown = resolve));
    this.#plays = plays;
    // what follows the live edge fills the memory with what is live: the past has a connection of its own
    const isHeld = ptsMs !== undefined && this.isPast && !this.#isLoading;
    const mediaMs = isHeld ? this.target.heldMediaMs(ptsMs) : undefined;
    this.#awaited = { ptsMs, beforeMs: mediaMs === undefined ? null : this.target.shown().ptsMs };
    if (mediaMs === undefined) {
      this.#fromMs = ptsMs;
      this.#isLoading = true;
      this.target.load();
    } else this.target.leap(mediaMs);
    await shown;
  }

  /** The frame on screen, or the one that is waited for, from a new connection. */
  async #again(): Promise<void> {
    const ptsMs = this.#isLoading ? this.#fromMs : (this.target.shown().ptsMs ?? this.#fromMs);
    const plays = this.#isLoading ? this.#plays : !this.target.isPaused();
    this.#isLoading = true; // nothing of what is in memory can be shown
    await this.#show(ptsMs, plays);
  }

  #land(): void {
    const wasLoading = this.#isLoading;
    this.#isLoading = false;
    if (wasLoading && this.isPast && this.#plays) this.target.start();
    this.target.onLanded();
    this.look();
    this.#settle();
  }

  /** Ends every wait for a frame. */
  #settle(): void {
    clearTimeout(this.#patience);
    this.#awaited = undefined;
    this.#onShown?.();
    this.#onShown = undefined;
  }
}
