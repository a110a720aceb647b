/** How long a fast arrival counts, in milliseconds: a path that became slower is believed after this. */
const WINDOW_MS = 8_000;
/** A stream starts with a burst of frames that are old on purpose: they say nothing about the path. */
const BURST_MS = 1_000;
/** The frame after the newest cannot be further away than this, however late it is. */
const MAX_AHEAD_MS = 250;

type Arrival = { readonly atMs: number; readonly offsetMs: number };

/**
 * Where the live edge is now. Each frame says how far media time was ahead of the local clock when it arrived;
 * the one with the fastest way through the network is the nearest to the truth, the others were delayed.
 * Times are milliseconds: of media, and of one local clock that only goes forward.
 */
export class LiveEdge {
  #arrivals: Arrival[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #startedAtMs: number | undefined;

  /** A frame with decode time `mediaMs` arrived at `nowMs`. */
  arrived(mediaMs: number, nowMs: number): void {
    this.#startedAtMs ??= nowMs;
    this.#newestMs = Math.max(this.#newestMs, mediaMs);
    this.#arrivals.push({ atMs: nowMs, offsetMs: mediaMs - nowMs });
    const expired = this.#arrivals.findIndex(({ atMs }) => atMs >= nowMs - WINDOW_MS);
    // Cut rarely: one array copy for many frames.
    if (expired > 64) this.#arrivals = this.#arrivals.slice(expired);
  }

  /** Forgets everything: the media timeline or the path is another one. */
  reset(): void {
    this.#arrivals = [];
    this.#newestMs = Number.NEGATIVE_INFINITY;
    this.#startedAtMs = undefined;
  }

  /** The decode time that would arrive at `nowMs` on the fastest path; undefined before the first frame. */
  at(nowMs: number): number | undefined {
    const fastest = this.#recent(nowMs).reduce((best, { offsetMs }) => Math.max(best, offsetMs), -Infinity);
    if (fastest === -Infinity) return undefined;
    return Math.min(nowMs + fastest, this.#newestMs + MAX_AHEAD_MS);
  }

  /** How much later than on the fastest path nearly all frames (49 of 50) arrived, in milliseconds. */
  jitterMs(nowMs: number): number {
    const settledAtMs = (this.#startedAtMs ?? nowMs) + BURST_MS;
    const offsets = this.#recent(nowMs)
      .filter(({ atMs }) => atMs > settledAtMs)
      .map(({ offsetMs }) => offsetMs)
      .sort((a, b) => a - b);
    const slow = offsets[Math.floor(offsets.length / 50)];
    const fastest = offsets.at(-1);
    return slow === undefined || fastest === undefined ? 0 : fastest - slow;
  }

  #recent(nowMs: number): Arrival[] {
    return this.#arrivals.filter(({ atMs }) => atMs >= nowMs - WINDOW_MS);
  }
}
