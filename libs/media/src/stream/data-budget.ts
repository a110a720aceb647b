/** Largest data message of a publisher that is passed on, bytes as it came. */
export const MAX_DATA_BYTES = 64 * 1024;
const ITEMS_PER_SECOND = 30;
const SECOND_MS = 1_000;

/** What a publisher may send beside its frames: a bucket that holds a second's worth. */
export class DataBudget {
  #items = ITEMS_PER_SECOND;
  #atMs = 0;

  /** @returns whether one more is passed on */
  take(byteLength: number, nowMs: number): boolean {
    this.#items = Math.min(
      ITEMS_PER_SECOND,
      this.#items + ((nowMs - this.#atMs) * ITEMS_PER_SECOND) / SECOND_MS,
    );
    this.#atMs = nowMs;
    if (byteLength > MAX_DATA_BYTES || this.#items < 1) return false;
    this.#items--;
    return true;
  }
}
