/** Frame rates that encoders use; a measured rate this near to one of them is taken to be it. */
const COMMON_RATES = [10, 12, 12.5, 15, 20, 24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60];
const NEAR = 0.004;
/** Frames over which the rate is measured: at 60 fps half a second, so that a changed rate is soon followed. */
const WINDOW = 32;
/** Time stamps in whole milliseconds lie this far from the true instant at most. */
const ROUNDING_MS = 0.5;
const DEFAULT_INTERVAL_MS = 40;

/**
 * Learns the instants at which a stream shows its pictures, from time stamps rounded to milliseconds.
 *
 * With B-frames a picture is decoded before others that are shown earlier, so "is this the first picture shown at or
 * after T?" can only be answered by knowing when the picture before it is due. Interval and phase are kept apart:
 * 30 pictures a second are 33, 34 and 33 ms apart, and only the phase tells which.
 */
export class PresentationGrid {
  readonly #decodingTimes: number[] = [];
  #intervalMs: number;
  #phase: { low: number; high: number } | undefined;

  /** @param frameRate pictures a second, where known beforehand (SPS timing is often twice the truth: measured wins) */
  constructor(frameRate?: number) {
    this.#intervalMs = frameRate !== undefined && frameRate > 0 ? 1000 / frameRate : DEFAULT_INTERVAL_MS;
  }

  /** Mean time between two pictures, milliseconds; not rounded. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** Takes the next access unit in decoding order. */
  observe(dtsMs: number, ptsMs: number): void {
    this.#measureInterval(dtsMs);
    this.#narrowPhase(ptsMs);
  }

  /** When the picture shown just before the one at `ptsMs` is due, in whole milliseconds. */
  previousPtsMs(ptsMs: number): number {
    const phase = this.#phase ?? { low: ptsMs, high: ptsMs };
    const origin = (phase.low + phase.high) / 2;
    const index = Math.round((ptsMs - origin) / this.#intervalMs);
    return Math.round(origin + (index - 1) * this.#intervalMs);
  }

  /** Forgets the phase: after a discontinuity, or a new publisher. */
  restart(): void {
    this.#decodingTimes.length = 0;
    this.#phase = undefined;
  }

  #measureInterval(dtsMs: number): void {
    const times = this.#decodingTimes;
    times.push(dtsMs);
    if (times.length > WINDOW + 1) times.shift();
    if (times.length < 3) return;
    const measured = regularInterval(times);
    if (measured <= 0) return;
    const interval = exactInterval(measured);
    if (Math.abs(interval - this.#intervalMs) < 1e-9) return;
    this.#intervalMs = interval;
    this.#phase = undefined;
  }

  #narrowPhase(ptsMs: number): void {
    const known = this.#phase;
    const here = { low: ptsMs - ROUNDING_MS, high: ptsMs + ROUNDING_MS };
    if (known === undefined) {
      this.#phase = here;
      return;
    }
    const steps = Math.round((ptsMs - (known.low + known.high) / 2) / this.#intervalMs) * this.#intervalMs;
    const low = Math.max(known.low + steps, here.low);
    const high = Math.min(known.high + steps, here.high);
    this.#phase = low <= high ? { low, high } : here;
  }
}

/** The frame interval that is meant by one measured on rounded time stamps, milliseconds; not rounded. */
export function exactInterval(measuredMs: number): number {
  const rate = COMMON_RATES.find((common) => Math.abs((common * measuredMs) / 1000 - 1) < NEAR);
  return rate === undefined ? measuredMs : 1000 / rate;
}

/** Mean of the intervals that are near the middle one, so that a dropped picture or a pause does not count. */
function regularInterval(times: readonly number[]): number {
  const intervals = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const middle = intervals.toSorted((a, b) => a - b)[intervals.length >> 1] ?? 0;
  const regular = intervals.filter((interval) => Math.abs(interval - middle) <= Math.max(1, middle / 4));
  return regular.reduce((sum, interval) => sum + interval, 0) / regular.length;
}
