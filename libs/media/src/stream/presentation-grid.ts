/** Frame rates that encoders use. */
const COMMON_RATES = [10, 12, 12.5, 15, 20, 24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60];
/** Time stamps in whole milliseconds lie this far from the true instant at most. */
const ROUNDING_MS = 0.5;
const DEFAULT_INTERVAL_MS = 40;
/** An interval that differs more than this from those before it begins a new measurement: a pause, a changed rate. */
const irregularMs = (meanMs: number): number => Math.max(2, meanMs / 10);

/**
 * Learns the instants at which a stream shows its frames, from time stamps rounded to milliseconds.
 *
 * With B-frames a frame is decoded before others that are shown earlier, so "is this the first frame shown at or
 * after T?" can only be answered by knowing when the frame before it is due. Interval and phase are kept apart:
 * 30 frames a second are 33, 34 and 33 ms apart, and only the phase tells which.
 */
export class PresentationGrid {
  #intervalMs: number;
  /** Regular frames in a row: the first one's decoding time, the last one's, and the intervals between. */
  #regular: { readonly startMs: number; lastMs: number; intervals: number } | undefined;
  /** Bounds of the true instant of one of the frames. */
  #phase: { low: number; high: number } | undefined;

  /** @param frameRate frames a second, where known beforehand; what is measured wins */
  constructor(frameRate?: number) {
    this.#intervalMs = frameRate !== undefined && frameRate > 0 ? 1000 / frameRate : DEFAULT_INTERVAL_MS;
  }

  /** Mean time between two frames, milliseconds; not rounded. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** The interval was measured; before that it is the one that was given, or a guess. */
  get isMeasured(): boolean {
    return (this.#regular?.intervals ?? 0) >= 2;
  }

  /** Takes the next access unit in decoding order. */
  observe(dtsMs: number, ptsMs: number): void {
    this.#measureInterval(dtsMs);
    this.#narrowPhase(ptsMs);
  }

  /** When the frame shown just before the one at `ptsMs` is due, in whole milliseconds. */
  previousPtsMs(ptsMs: number): number {
    const phase = this.#phase ?? { low: ptsMs, high: ptsMs };
    const origin = (phase.low + phase.high) / 2;
    const index = Math.round((ptsMs - origin) / this.#intervalMs);
    return Math.round(origin + (index - 1) * this.#intervalMs);
  }

  /**
   * Whether a frame is the first one shown at or after `wantedMs`. Once decoding has passed that time, any frame at or after
   * it counts: an earlier one does not come any more.
   */
  isFirstAtOrAfter(wantedMs: number, dtsMs: number, ptsMs: number): boolean {
    return ptsMs >= wantedMs && (dtsMs >= wantedMs || this.previousPtsMs(ptsMs) < wantedMs);
  }

  #measureInterval(dtsMs: number): void {
    const regular = this.#regular;
    if (regular === undefined) {
      this.#regular = { startMs: dtsMs, lastMs: dtsMs, intervals: 0 };
      return;
    }
    const stepMs = dtsMs - regular.lastMs;
    const meanMs = regular.intervals === 0 ? stepMs : (regular.lastMs - regular.startMs) / regular.intervals;
    if (Math.abs(stepMs - meanMs) > irregularMs(meanMs)) {
      this.#regular = { startMs: regular.lastMs, lastMs: dtsMs, intervals: 1 };
      return;
    }
    regular.lastMs = dtsMs;
    regular.intervals++;
    if (regular.intervals >= 2)
      this.#adopt((dtsMs - regular.startMs) / regular.intervals, 1 / regular.intervals);
  }

  /** What was taken to be true stays so while the measurement does not contradict it. */
  #adopt(measuredMs: number, errorMs: number): void {
    if (measuredMs <= 0 || Math.abs(this.#intervalMs - measuredMs) <= errorMs) return;
    this.#intervalMs = exactInterval(measuredMs, errorMs);
    this.#phase = undefined;
  }

  #narrowPhase(ptsMs: number): void {
    const known = this.#phase;
    const [lowest, highest] = [ptsMs - ROUNDING_MS, ptsMs + ROUNDING_MS];
    if (known === undefined) {
      this.#phase = { low: lowest, high: highest };
      return;
    }
    const steps = Math.round((ptsMs - (known.low + known.high) / 2) / this.#intervalMs) * this.#intervalMs;
    const low = Math.max(known.low + steps, lowest);
    const high = Math.min(known.high + steps, highest);
    known.low = low <= high ? low : lowest;
    known.high = low <= high ? high : highest;
  }
}

/** The frame interval of a common rate nearest to a measured one, where one is that near; milliseconds, not rounded. */
export function exactInterval(measuredMs: number, errorMs: number): number {
  const distance = (rate: number): number => Math.abs(1000 / rate - measuredMs);
  const nearest = COMMON_RATES.reduce((best, rate) => (distance(rate) < distance(best) ? rate : best));
  return distance(nearest) <= errorMs ? 1000 / nearest : measuredMs;
}
