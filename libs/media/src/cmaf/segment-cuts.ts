/** More than renditions are behind their source. */
const MOST = 64;

/** When the segments of a source began: where those of its other renditions, which come later, begin too. */
export class SegmentCuts {
  /** Oldest first: a Set keeps the order of insertion. Presentation times, ms. */
  readonly #times = new Set<number>();

  add(ptsMs: number): void {
    this.#times.add(ptsMs);
    const [oldest] = this.#times;
    if (this.#times.size > MOST && oldest !== undefined) this.#times.delete(oldest);
  }

  has(ptsMs: number): boolean {
    return this.#times.has(ptsMs);
  }
}
