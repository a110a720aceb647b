/** Of H.264 and H.265: no frame waits for more frames than the decoded picture buffer holds. */
const MOST_REORDERED_FRAMES = 16;

type Waiting<T> = { readonly item: T; readonly ptsMs: number };

/**
 * Gives decode times to frames in decode order that have presentation times alone: those times in ascending order, as much
 * earlier as reordering takes. A frame leaves when 16 more have come, the first ones when 32 have: the place of a frame
 * in ascending order is sure when those behind it are there.
 */
export class DecodeClock<T> {
  readonly #queue: Waiting<T>[] = [];
  /** Presentation times that are no decode time yet, ascending. */
  readonly #times: number[] = [];
  #delayMs: number | undefined;
  readonly #reorderDepth: number | undefined;

  /** @param reorderDepth frames that a frame may wait for others, where the stream says; else the first ones show it */
  constructor(reorderDepth?: number) {
    this.#reorderDepth = reorderDepth;
  }

  /** @returns the frames whose decode times are known now, in decode order */
  push(item: T, ptsMs: number): [T, number][] {
    this.#queue.push({ item, ptsMs });
    const at = this.#times.findLastIndex((time) => time <= ptsMs) + 1;
    this.#times.splice(at, 0, ptsMs);
    const waits = this.#delayMs === undefined ? 2 * MOST_REORDERED_FRAMES : MOST_REORDERED_FRAMES;
    const released: [T, number][] = [];
    if (this.#queue.length > waits) this.#delayMs ??= this.#measureDelay(MOST_REORDERED_FRAMES);
    while (this.#delayMs !== undefined && this.#queue.length > MOST_REORDERED_FRAMES) {
      released.push(this.#release(this.#delayMs));
    }
    return released;
  }

  /** The rest, at the end of the stream. */
  end(): [T, number][] {
    const delayMs = this.#delayMs ?? this.#measureDelay(this.#queue.length);
    return Array.from({ length: this.#queue.length }, () => this.#release(delayMs));
  }

  /** How much earlier the first `count` frames must be decoded, so that none is shown before. */
  #measureDelay(count: number): number {
    const [first = 0] = this.#times;
    const last = this.#reorderDepth === undefined ? undefined : this.#times[this.#reorderDepth];
    if (last !== undefined) return last - first;
    const delays = this.#queue.slice(0, count).map(({ ptsMs }, i) => (this.#times[i] ?? ptsMs) - ptsMs);
    return Math.max(0, ...delays);
  }

  #release(delayMs: number): [T, number] {
    const next = this.#queue.shift();
    const time = this.#times.shift();
    if (next === undefined || time === undefined) throw new RangeError('no frame waits');
    return [next.item, time - delayMs];
  }
}
