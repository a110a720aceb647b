/** A step back of a few frames is a look at a picture, not a part heard once more, ms. */
const SHORTEST_MS = 1000;
/** Who drags along the bar or presses a key several times goes back once, ms. */
const REST_MS = 2000;

/** Notices in the frames of a recording that somebody went back, and tells where to, once they watch on. */
export class RewindWatch {
  #lastPtsMs: number | undefined;
  #targetPtsMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell gets the stream time to which somebody went back, ms */
  constructor(private readonly tell: (ptsMs: number) => void) {}

  /** A frame was drawn. */
  frame(ptsMs: number): void {
    const isBack = this.#lastPtsMs !== undefined && ptsMs < this.#lastPtsMs - SHORTEST_MS;
    this.#lastPtsMs = ptsMs;
    if (!isBack) return;
    this.#targetPtsMs = ptsMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), REST_MS);
  }

  /** Tells what has not been told yet, as the page is left. */
  flush(): void {
    clearTimeout(this.#timer);
    const ptsMs = this.#targetPtsMs;
    this.#targetPtsMs = undefined;
    if (ptsMs !== undefined) this.tell(ptsMs);
  }
}
