const WINDOW_MS = 1_000;

/** A frame that is on screen for longer than this is followed by a gap, ms: the lowest frame rate. */
export const LONGEST_FRAME_MS = 250;

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
