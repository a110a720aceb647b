const WINDOW_MS = 1_000;

/** Counts frames, all of them and those of the last second. */
export class FrameRate {
  #recent: number[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  shown(nowMs: number): void {
    this.#count++;
    this.#recent = [...this.#recent.filter((at) => at > nowMs - WINDOW_MS), nowMs];
  }

  at(nowMs: number): number {
    return this.#recent.filter((at) => at > nowMs - WINDOW_MS).length;
  }
}
