/** However busy the process is, nobody waits longer than this for a batch, milliseconds. */
const LONGEST_INTERVAL_MS = 500;

/** The interval grows when as many sweeps in a row were long: a single one means that the process was held up, no more. */
const SWEEPS_IN_A_ROW = 4;

/** Of a sweep's time: what a batch is apart from the one before. Nine tenths of a core may go to sweeps, with more nobody else gets a turn. */
const ROOM = 1.1;

/**
 * Decides how early the next batch may leave. A sweep (one write to every viewer) costs the same however long the
 * batch is, so when a sweep takes nearly all of the time between two batches, the next one comes later: viewers
 * get the same frames in fewer writes instead of falling behind.
 */
export class BatchPacer {
  #leftAtMs = -Infinity;
  readonly #sweepsMs: number[] = Array<number>(SWEEPS_IN_A_ROW).fill(0);
  /** Shortest of them. */
  #shortestMs = 0;

  /** @param intervalMs least time between two batches; 0: as frames come */
  constructor(readonly intervalMs: number) {}

  /** Time between two batches that is kept now, milliseconds. */
  get currentIntervalMs(): number {
    return Math.max(this.intervalMs, Math.min(ROOM * this.#shortestMs, LONGEST_INTERVAL_MS));
  }

  /** Milliseconds until a batch may leave; 0: now. */
  dueInMs(nowMs: number): number {
    return Math.max(0, this.#leftAtMs + this.currentIntervalMs - nowMs);
  }

  /** A batch begins to leave. */
  left(nowMs: number): void {
    this.#leftAtMs = nowMs;
  }

  /** The sweep of the latest batch is over: everything that the process did meanwhile counts, for it delays viewers too. */
  swept(nowMs: number): void {
    this.#sweepsMs.shift();
    this.#sweepsMs.push(nowMs - this.#leftAtMs);
    this.#shortestMs = Math.min(...this.#sweepsMs);
  }
}
