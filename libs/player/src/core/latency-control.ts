export type LatencyControlOptions = {
  /** Wanted time from a picture's arrival to the screen, in milliseconds. */
  readonly targetMs: number;
  /** Further behind than this it jumps instead of playing faster, in milliseconds. */
  readonly jumpBehindMs: number;
};

export type Position = {
  /** A local clock that only goes forward, in milliseconds. */
  readonly nowMs: number;
  /** Media time on screen now, in milliseconds. */
  readonly positionMs: number;
  /** Media time that a picture arriving now would have, in milliseconds. */
  readonly edgeMs: number;
  /** How late pictures come after the fastest one, in milliseconds. */
  readonly jitterMs: number;
};

export type Correction =
  | { readonly kind: 'rate'; readonly rate: number }
  /** Go to this media time. */
  | { readonly kind: 'jump'; readonly toMs: number };

/** Sound and pictures below this much data run dry while the next picture is on its way. */
const RESERVE_MS = 70;
/** Errors below this are left alone; a correction that runs goes on until the inner limit. */
const DEAD_BAND_MS = 18;
const INNER_BAND_MS = 4;
const MAX_RATE = 1.1;
const MIN_RATE = 0.95;
/** The error at which the correction is strongest. */
const FULL_CORRECTION_MS = 250;
/** Each time it ran dry the target grows by this, and shrinks by the second number every second. */
const STALL_PENALTY_MS = 60;
const PENALTY_DECAY_MS_PER_S = 3;
const MAX_EXTRA_MS = 1_500;
/** A jump takes a moment to show its effect. */
const JUMP_REST_MS = 2_000;

/**
 * Keeps the distance to the live edge: by a playback rate that is not heard (pitch is preserved) and hardly seen,
 * and by a jump only when far behind. The target grows with the jitter of the path and after stalls.
 */
export class LatencyControl {
  readonly #options: LatencyControlOptions;
  #rate = 1;
  #penaltyMs = 0;
  #penaltyAtMs = 0;
  #restUntilMs = 0;

  constructor(options: LatencyControlOptions) {
    this.#options = options;
  }

  /** Playback ran dry at `nowMs`. */
  stalled(nowMs: number): void {
    this.#penaltyMs = Math.min(MAX_EXTRA_MS, this.#penalty(nowMs) + STALL_PENALTY_MS);
    this.#penaltyAtMs = nowMs;
  }

  /** A jump was made by somebody else (start, gap): judge the new place only after a while. */
  jumped(nowMs: number): void {
    this.#restUntilMs = nowMs + JUMP_REST_MS;
  }

  /** Wanted distance to the live edge on this path, in milliseconds. */
  targetMs(nowMs: number, jitterMs: number): number {
    const forJitter = Math.min(MAX_EXTRA_MS, jitterMs + RESERVE_MS);
    return Math.max(this.#options.targetMs, forJitter) + this.#penalty(nowMs);
  }

  decide({ nowMs, positionMs, edgeMs, jitterMs }: Position): Correction {
    const targetMs = this.targetMs(nowMs, jitterMs);
    const errorMs = edgeMs - positionMs - targetMs;
    if (errorMs > this.#options.jumpBehindMs && nowMs >= this.#restUntilMs) {
      this.jumped(nowMs);
      this.#rate = 1;
      return { kind: 'jump', toMs: edgeMs - targetMs };
    }
    this.#rate = this.#rateFor(errorMs);
    return { kind: 'rate', rate: this.#rate };
  }

  #rateFor(errorMs: number): number {
    const quietMs = this.#rate === 1 ? DEAD_BAND_MS : INNER_BAND_MS;
    // Past the goal: a correction ends there and does not swing to the other side.
    const passed = (errorMs > 0 && this.#rate < 1) || (errorMs < 0 && this.#rate > 1);
    if (Math.abs(errorMs) < quietMs || (passed && Math.abs(errorMs) < DEAD_BAND_MS)) return 1;
    const strength = Math.min(1, Math.abs(errorMs) / FULL_CORRECTION_MS);
    const change = errorMs > 0 ? strength * (MAX_RATE - 1) : -strength * (1 - MIN_RATE);
    // In steps of one percent, at least one: each change costs the sound pipeline a little.
    const step = Math.sign(change) * Math.max(1, Math.round(Math.abs(change) * 100));
    return 1 + step / 100;
  }

  #penalty(nowMs: number): number {
    return Math.max(0, this.#penaltyMs - ((nowMs - this.#penaltyAtMs) / 1000) * PENALTY_DECAY_MS_PER_S);
  }
}
