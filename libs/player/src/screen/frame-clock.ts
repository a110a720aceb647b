import { mediaMsOfSeconds, mediaMsOfTimestamp } from '../core/timeline.js';
import type { Screen } from './surface.js';

/** How often playback without visible frames is looked at, in milliseconds; hidden pages get one a second. */
const TIMER_MS = 250;
/** Playback that went on this long without a frame being shown is not shown, whatever the page says, in ms. */
const UNSEEN_MS = 2_000;
/** Failures in a row after which frames are taken to be out of reach. */
const MAX_DRAW_FAILURES = 8;

/**
 * Says which frame is on screen, in the task that puts it there. Where no frames are shown (hidden tab, no
 * requestVideoFrameCallback) it says where playback is instead.
 */
export class FrameClock {
  readonly #screen: Screen;
  readonly #onFrame: (mediaMs: number, drawn: boolean) => void;
  readonly #newestMs: () => number;
  readonly #timer: ReturnType<typeof setInterval>;
  #request: number | undefined;
  #shownMs = Number.NEGATIVE_INFINITY;
  #shownAt = 0;
  #failures = 0;

  /**
   * `onFrame`: `drawn` is false where only time went on. `newestMs`: media time of the newest frame there is.
   */
  constructor(screen: Screen, onFrame: (mediaMs: number, drawn: boolean) => void, newestMs: () => number) {
    this.#screen = screen;
    this.#onFrame = onFrame;
    this.#newestMs = newestMs;
    this.#timer = setInterval(this.followTime, TIMER_MS);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#requestNext();
  }

  /** The one place where a frame gets on the canvas and the page is told. */
  present(mediaSeconds?: number): void {
    const mediaMs = this.#screen.kind === 'canvas' ? this.#draw() : undefined;
    if (mediaMs === undefined && this.#screen.kind === 'canvas') return;
    const shownMs = mediaMs ?? (mediaSeconds === undefined ? this.#clockMs : mediaMsOfSeconds(mediaSeconds));
    this.#shownMs = shownMs;
    this.#shownAt = performance.now();
    this.#onFrame(shownMs, true);
  }

  /** Keeps the state right while nobody sees a frame. */
  readonly followTime = (): void => {
    const { video } = this.#screen;
    const newestMs = this.#newestMs();
    // Without more data the clock runs on for as long as the last frame is said to last, and nothing new is shown.
    const ranOut = this.#clockMs > newestMs;
    const nowMs = Math.min(this.#clockMs, newestMs);
    const isUnseen =
      document.hidden ||
      !('requestVideoFrameCallback' in video) ||
      (!ranOut && performance.now() - this.#shownAt > UNSEEN_MS && nowMs - this.#shownMs > UNSEEN_MS);
    if (isUnseen && !video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      this.#onFrame(nowMs, false);
    }
  };

  stop(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    if (this.#request !== undefined) this.#screen.video.cancelVideoFrameCallback(this.#request);
  }

  /** Where playback is; cut, for the clock runs between frames and must not reach the next one early. */
  get #clockMs(): number {
    return Math.floor(this.#screen.video.currentTime * 1000);
  }

  #requestNext(): void {
    const { video } = this.#screen;
    if (!('requestVideoFrameCallback' in video)) return;
    this.#request = video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.#requestNext();
      this.present(mediaTime);
    });
  }

  /** Media time of the frame that was drawn; undefined when it is not known now. */
  #draw(): number | undefined {
    let frame: VideoFrame;
    try {
      frame = new VideoFrame(this.#screen.video);
    } catch (error) {
      // Without a decoded frame it throws InvalidStateError, and that is no fault.
      const hasFrame = this.#screen.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
      if (hasFrame && ++this.#failures >= MAX_DRAW_FAILURES) this.#screen.giveUpCanvas();
      else if (!(error instanceof DOMException)) throw error;
      return undefined;
    }
    this.#failures = 0;
    try {
      this.#screen.draw(frame);
      return mediaMsOfTimestamp(frame.timestamp);
    } finally {
      frame.close(); // a decoder that gets its frames back late comes to a halt
    }
  }

  readonly #onVisibility = (): void => {
    // The canvas still has the frame of before: the page must not be ahead of it when it is seen again.
    if (!document.hidden && this.#screen.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
      this.present();
  };
}
