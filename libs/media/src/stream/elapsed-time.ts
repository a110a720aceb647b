/** The other clock of a publisher counts as moving for this long after it last moved, ms. */
const MOVING_MS = 1_000;

/**
 * Stream time that passed between two frames of one kind when their own time stamps do not tell: as the publisher's other
 * clock counts it, which is right at any speed of publishing, else as they arrived.
 */
export class ElapsedTime {
  #otherProgressMs = 0;
  #arrivedAtMs: number | undefined;
  #otherMovedAtMs = -Infinity;

  /**
   * Called with every frame.
   * @returns milliseconds since the call before; undefined where nothing tells
   */
  take(otherProgressMs: number, nowMs: number | undefined): number | undefined {
    const otherMs = otherProgressMs - this.#otherProgressMs;
    const arrivalMs = nowMs === undefined ? undefined : nowMs - (this.#arrivedAtMs ?? nowMs);
    this.#otherProgressMs = otherProgressMs;
    this.#arrivedAtMs = nowMs;
    if (otherMs > 0) {
      this.#otherMovedAtMs = nowMs ?? -Infinity;
      return otherMs;
    }
    return nowMs !== undefined && nowMs - this.#otherMovedAtMs < MOVING_MS ? 0 : arrivalMs;
  }
}
