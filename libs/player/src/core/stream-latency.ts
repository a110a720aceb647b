/** So many messages are compared: enough to meet one that was stamped without delay. */
const REMEMBERED = 16;

/**
 * How far a frame on screen is behind the server's clock. Every lesson message says when its frame was stamped; the
 * difference between the two clocks is unknown and part of the result.
 */
export class StreamLatency {
  #offsets: number[] = [];

  /** A message of the frame at stream time `ptsMs` was stamped at `wallClockMs`. */
  stamped(ptsMs: number, wallClockMs: number): void {
    this.#offsets = [...this.#offsets.slice(1 - REMEMBERED), wallClockMs - ptsMs];
  }

  reset(): void {
    this.#offsets = [];
  }

  /** Milliseconds from the stamping of the frame at `ptsMs` to `nowMs` (since 1970); null before any message came. */
  of(ptsMs: number, nowMs: number): number | null {
    // Messages that waited for their frame in a queue are late on the server already: the earliest is the truest.
    const offset = Math.min(...this.#offsets);
    return Number.isFinite(offset) ? nowMs - (ptsMs + offset) : null;
  }
}
