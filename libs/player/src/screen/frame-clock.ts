import { mediaMsOfSeconds, mediaMsOfTimestamp } from '../core/timeline.js';
import { FrameBracket } from './frame-bracket.js';
import type { Screen } from './surface.js';

/** How often playback without visible frames is looked at, in milliseconds; hidden pages get one a second. */
const TIMER_MS = 250;
/** Playback that went on this long without a frame being shown is not shown, whatever the page says, in ms. */
const UNSEEN_MS = 2_000;
/** Failures in a row after which frames are taken to be out of reach. */
const MAX_DRAW_FAILURES = 8;
/**
 * A frame is never told of this long before its time, in milliseconds. Gecko does tell of one at times, whose turn comes hundreds of milliseconds
 * later, while it shows another.
 */
const EARLY_MS = 100;
/** Without a word of the browser a timestamp this far from where playback is belongs to something else, in milliseconds. */
const PLAUSIBLE_MS = 500;
/** Frames in a row with a timestamp older than the frame that the browser says it shows: the timestamp is not the frame's. */
const MAX_OLDER_FRAMES = 3;

/**
 * Says which frame is on screen, in the task that puts it there. Where no frames are shown (hidden tab, no
 * requestVideoFrameCallback) it says where playback is instead.
 */
export class FrameClock {
  readonly #screen: Screen;
  readonly #onFrame: (mediaMs: number, drawn: boolean) => void;
  readonly #newestMs: () => number;
  readonly #skips: (mediaMs: number) => boolean;
  readonly #timer: ReturnType<typeof setInterval>;
  #request: number | undefined;
  #shownMs = Number.NEGATIVE_INFINITY;
  #shownAt = 0;
  #failures = 0;
  #olderFrames = 0;
  readonly #bracketed: boolean;
  /** Where the frames do not tell their times. */
  #bracket: FrameBracket | undefined;

  /**
   * `onFrame`: `drawn` is false where only time went on. `newestMs`: media time of the newest frame there is. `bracketed`: frames that do not
   * tell their times may be late or left out, as long as those that are shown are known. `skips`: a frame at this media time stays off the canvas.
   */
  constructor(
    screen: Screen,
    onFrame: (mediaMs: number, drawn: boolean) => void,
    newestMs: () => number,
    bracketed = false,
    skips: (mediaMs: number) => boolean = () => false,
  ) {
    this.#skips = skips;
    this.#screen = screen;
    this.#bracketed = bracketed;
    this.#onFrame = onFrame;
    this.#newestMs = newestMs;
    this.#timer = setInterval(this.followTime, TIMER_MS);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#requestNext();
  }

  /** The one place where a frame gets on the canvas and the page is told. */
  present(mediaSeconds?: number): void {
    if (this.#isBracketing) return;
    const saidMs = mediaSeconds === undefined ? undefined : mediaMsOfSeconds(mediaSeconds);
    if (saidMs !== undefined && this.#skips(saidMs)) return;
    const drawnMs = this.#screen.kind === 'canvas' ? this.#draw() : undefined;
    if (drawnMs === undefined && this.#screen.kind === 'canvas') return;
    this.#shown(this.#trusted(drawnMs, saidMs) ?? saidMs ?? this.#clockMs);
  }

  #shown(mediaMs: number): void {
    this.#shownMs = mediaMs;
    this.#shownAt = performance.now();
    this.#onFrame(mediaMs, true);
  }

  get #isBracketing(): boolean {
    return this.#bracket !== undefined && this.#screen.kind === 'canvas';
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
    this.#bracket?.stop();
    if (this.#request !== undefined) this.#screen.video.cancelVideoFrameCallback(this.#request);
  }

  /** Where playback is; cut, for the clock runs between frames and must not reach the next one early. */
  get #clockMs(): number {
    return Math.floor(this.#screen.video.currentTime * 1000);
  }

  #requestNext(): void {
    const { video } = this.#screen;
    if (!('requestVideoFrameCallback' in video)) return;
    this.#request = video.requestVideoFrameCallback((now, { mediaTime, expectedDisplayTime }) => {
      this.#requestNext();
      const isEarly = mediaMsOfSeconds(mediaTime) > video.currentTime * 1000 + EARLY_MS;
      if (this.#screen.kind === 'video' || this.#bracket !== undefined) {
        if (isEarly) return this.#bracket?.stop();
        if (this.#isBracketing)
          return this.#bracket?.told(mediaMsOfSeconds(mediaTime), Math.max(now, expectedDisplayTime));
      }
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

  /**
   * The time of the frame that was drawn; undefined where its timestamp may be another's. A VideoFrame that Gecko makes of a video
   * element counts whole seconds in place of microseconds, which reads as 0: there the browser shows the frames, and the page follows.
   */
  #trusted(drawnMs: number | undefined, saidMs: number | undefined): number | undefined {
    if (drawnMs === undefined || this.#screen.knowsFrames) return drawnMs;
    if (drawnMs > 0 && drawnMs === saidMs) this.#screen.knowsFrames = true;
    if (saidMs === undefined)
      return drawnMs > 0 && Math.abs(drawnMs - this.#clockMs) < PLAUSIBLE_MS ? drawnMs : undefined;
    // When the callback runs, the frame that it tells of is there, or a newer one.
    this.#olderFrames = drawnMs < saidMs ? this.#olderFrames + 1 : 0;
    if (this.#olderFrames >= MAX_OLDER_FRAMES) this.#doWithoutTimestamps();
    return drawnMs < saidMs ? undefined : drawnMs;
  }

  #doWithoutTimestamps(): void {
    if (!this.#bracketed) return this.#screen.giveUpCanvas();
    this.#bracket = new FrameBracket(this.#screen, (mediaMs) => this.#shown(mediaMs));
  }

  readonly #onVisibility = (): void => {
    // The canvas still has the frame of before: the page must not be ahead of it when it is seen again.
    if (!document.hidden && this.#screen.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
      this.present();
  };
}
