export type LatencyControlOptions = {
  /** Wanted time from a frame's arrival to the screen, in milliseconds. */
  readonly targetMs: number;
  /** Further behind than this it jumps instead of playing faster, in milliseconds. */
  readonly jumpBehindMs: number;
};

export type Position = {
  /** A local clock that only goes forward, in milliseconds. */
  readonly nowMs: number;
  /** Media time on screen now, in milliseconds. */
  readonly positionMs: number;
  /** Media time that a frame arriving now would have, in milliseconds. */
  readonly edgeMs: number;
  /** How late frames come after the fastest one, in milliseconds. */
  readonly jitterMs: number;
  readonly hasAudio: boolean;
};

export type Correction =
  /** Play at this rate; `preservesPitch` false: so near to 1 that the change of pitch is not heard. */
  | { readonly kind: 'rate'; readonly rate: number; readonly preservesPitch: boolean }
  /** Go to this media time. */
  | { readonly kind: 'jump'; readonly toMs: number };

/** Audio and video below this much data run dry while the next frame is on its way. */
const RESERVE_MS = 95;
/** Errors below this are left alone; a correction that runs goes on until the inner limit. */
const DEAD_BAND_MS = 18;
const INNER_BAND_MS = 4;
const MAX_RATE = 1.1;
const MIN_RATE = 0.95;
/** The error at which the correction is strongest. */
const FULL_CORRECTION_MS = 250;
/**
 * To stretch audio without changing its pitch a browser looks ahead in it by about 60 ms: near the live edge that alone
 * would run it dry. There the rate is changed by resampling, and by so little that nobody hears it. Going from one to
 * the other costs the audio a moment, so it is done rarely: the limits are wide apart. Distances in milliseconds.
 */
const STRETCH_FROM_MS = 300;
const STRETCH_TO_MS = 215;
const UNHEARD = 0.015;
/** Each time it ran dry the target grows by this, and shrinks by the second number every second. */
const STALL_PENALTY_MS = 40;
const PENALTY_DECAY_MS_PER_S = 3;
const MAX_EXTRA_MS = 1_500;
/** A jump takes a moment to show its effect. */
const JUMP_REST_MS = 2_000;

/**
 * Keeps the distance to the live edge: by a playback rate that is not heard and hardly seen, and by a jump only when
 * far behind. The target grows with the jitter of the path and after stalls.
 */
export class LatencyControl {
  readonly #options: LatencyControlOptions;
  #rate = 1;
  #stretches = false;
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
    this.#rate = 1;
  }

  /** Wanted distance to the live edge on this path, in milliseconds. */
  targetMs(nowMs: number, jitterMs: number): number {
    const forJitter = Math.min(MAX_EXTRA_MS, jitterMs + RESERVE_MS);
    return Math.max(this.#options.targetMs, forJitter) + this.#penalty(nowMs);
  }

  decide({ nowMs, positionMs, edgeMs, jitterMs, hasAudio }: Position): Correction {
    const targetMs = this.targetMs(nowMs, jitterMs);
    const distanceMs = edgeMs - positionMs;
    const errorMs = distanceMs - targetMs;
    if (errorMs > this.#options.jumpBehindMs && nowMs >= this.#restUntilMs) {
      this.jumped(nowMs);
      return { kind: 'jump', toMs: edgeMs - targetMs };
    }
    this.#stretches = !hasAudio || distanceMs > (this.#stretches ? STRETCH_TO_MS : STRETCH_FROM_MS);
    const limit = this.#stretches ? 1 : UNHEARD;
    this.#rate = 1 + Math.min(limit, Math.max(-limit, this.#changeFor(errorMs)));
    return { kind: 'rate', rate: this.#rate, preservesPitch: this.#stretches };
  }

  /** Wanted rate minus 1. */
  #changeFor(errorMs: number): number {
    const quietMs = this.#rate === 1 ? DEAD_BAND_MS : INNER_BAND_MS;
    // Past the goal: a correction ends there and does not swing to the other side.
    const passed = (errorMs > 0 && this.#rate < 1) || (errorMs < 0 && this.#rate > 1);
    if (Math.abs(errorMs) < quietMs || (passed && Math.abs(errorMs) < DEAD_BAND_MS)) return 0;
    const strength = Math.min(1, Math.abs(errorMs) / FULL_CORRECTION_MS);
    const change = errorMs > 0 ? strength * (MAX_RATE - 1) : -strength * (1 - MIN_RATE);
    // In steps of two percent, or one: each change costs the audio pipeline a little.
    const percent = Math.abs(change) * 100;
    return (Math.sign(change) * (percent < 2 ? 1 : 2 * Math.round(percent / 2))) / 100;
  }

  #penalty(nowMs: number): number {
    return Math.max(0, this.#penaltyMs - ((nowMs - this.#penaltyAtMs) / 1000) * PENALTY_DECAY_MS_PER_S);
  }
}
