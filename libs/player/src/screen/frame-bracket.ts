import type { Screen } from './surface.js';

/** A drawing later than this after its frame is due may show one of which the browser never tells, in milliseconds. */
const LATE_MS = 16;
/** Frames are due by a clock finer than the one that pages see, in milliseconds. */
const CLOCK_STEP_MS = 1;
/** Frames in a row that could not be told apart from their neighbours, before the browser shows them itself. */
const MAX_DOUBTFUL = 12;

/**
 * Finds out which frame a drawing of the video element shows, where the drawing itself does not tell (Gecko). The browser tells at each
 * refresh of the screen whether a frame is new. A drawing made right at the refresh at which its frame is due, with nothing new at the refresh
 * behind it, can show that frame alone: it goes on the canvas then, one refresh late. Any other is left out.
 */
export class FrameBracket {
  readonly #screen: Screen;
  readonly #onFrame: (mediaMs: number) => void;
  #request: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The frame that was told of last. */
  #due: { readonly mediaMs: number; readonly atMs: number } | undefined;
  #doubtful = 0;

  /** `onFrame` runs in the task that puts the frame on the canvas. */
  constructor(screen: Screen, onFrame: (mediaMs: number) => void) {
    this.#screen = screen;
    this.#onFrame = onFrame;
  }

  /** The browser tells of a frame, which is on screen from `atMs` on: from this refresh, or the next one. */
  told(mediaMs: number, atMs: number): void {
    this.stop();
    if (++this.#doubtful > MAX_DOUBTFUL) return this.#screen.giveUpCanvas();
    this.#due = { mediaMs, atMs };
    const waitMs = atMs + CLOCK_STEP_MS - performance.now();
    if (waitMs > 0) this.#timer = setTimeout(this.#draw, waitMs);
    else this.#draw();
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#request !== undefined) cancelAnimationFrame(this.#request);
    this.#request = undefined;
    this.#due = undefined;
  }

  readonly #draw = (): void => {
    if (this.#due === undefined || performance.now() - this.#due.atMs > LATE_MS) return this.stop();
    this.#screen.capture();
    this.#request = requestAnimationFrame(this.#confirm);
  };

  /** Runs behind what the browser tells at the same refresh: had it told of another frame, this would have been stopped. */
  readonly #confirm = (): void => {
    if (this.#due === undefined) return;
    const { mediaMs } = this.#due;
    this.stop();
    this.#doubtful = 0;
    this.#screen.showCaptured();
    this.#screen.knowsFrames = true;
    this.#onFrame(mediaMs);
  };
}
