import { milliseconds, type Milliseconds } from '@lockstep/sei';
import type { PublishedFrame } from './media-frame.js';

/** RTMP and FLV count milliseconds in 32 bits: after 49.7 days they start again at 0. */
const WRAP_MS = 2 ** 32;
/** Composition offsets beyond this are damage, not reordering (the standards' largest reordering is 16 pictures). */
const MAX_COMPOSITION_MS = 10_000;

export type TimelineLimits = {
  /** A step forward of the publisher's clock above this is a jump, not a pause: the stream goes on without the gap. */
  readonly maxForwardMs: number;
  /** A step back above this is a jump; below it is audio and video not quite in order. */
  readonly maxBackwardMs: number;
};

export const DEFAULT_TIMELINE_LIMITS: TimelineLimits = { maxForwardMs: 10_000, maxBackwardMs: 2_000 };

export type Placed = { readonly dtsMs: Milliseconds; readonly ptsMs: Milliseconds; readonly jumped: boolean };

/**
 * One continuous clock over all publishers of a stream. A publisher's first frame, and the first after its clock jumped,
 * follows all earlier ones by one frame interval; between jumps the publisher's own intervals are kept exactly.
 */
export class Timeline {
  /** Stream time minus publisher time; undefined: the next frame is the first of a publication. */
  #offsetMs: number | undefined;
  /** The publisher's clock at the last frame, unwrapped. */
  #clockMs = 0;
  #endMs: number | undefined;
  /** Everything at or before this was shown before the last jump. */
  #floorMs = -Infinity;
  #lastVideoDtsMs = -Infinity;
  #lastAudioDtsMs = -Infinity;

  constructor(
    private readonly startAtMs = 0,
    private readonly limits: TimelineLimits = DEFAULT_TIMELINE_LIMITS,
  ) {}

  /** Largest decoding or presentation time so far; undefined before the first frame. */
  get endMs(): Milliseconds | undefined {
    return this.#endMs === undefined ? undefined : milliseconds(this.#endMs);
  }

  /** The next frame comes from another publisher, whose clock has nothing to do with the last one's. */
  beginPublication(): void {
    this.#offsetMs = undefined;
  }

  /** @returns undefined for sound that lies before the end of what was there before a jump */
  place(frame: PublishedFrame, intervalMs: number): Placed | undefined {
    const compositionMs = compositionOffset(frame);
    const jumped = this.#advanceClock(frame.dtsMs);
    if (jumped) this.#anchor(frame, compositionMs, intervalMs);
    let dtsMs = this.#clockMs + (this.#offsetMs ?? 0);
    if (frame.kind === 'audio' && dtsMs <= this.#floorMs) return undefined;
    const earliestMs = dtsMs + Math.min(compositionMs, 0);
    if (frame.kind === 'video' && earliestMs <= this.#floorMs) {
      // sound came first after the jump; the picture moves it on rather than go back
      const shift = this.#floorMs + intervalMs - earliestMs;
      this.#offsetMs = (this.#offsetMs ?? 0) + shift;
      dtsMs += shift;
    }
    const isVideo = frame.kind === 'video';
    const last = isVideo ? this.#lastVideoDtsMs : this.#lastAudioDtsMs;
    const ordered = Math.round(dtsMs > last ? dtsMs : isVideo ? last + 1 : last);
    const ptsMs = Math.round(Math.max(dtsMs + compositionMs, isVideo ? 0 : ordered));
    if (isVideo) this.#lastVideoDtsMs = ordered;
    else this.#lastAudioDtsMs = ordered;
    this.#endMs = Math.max(this.#endMs ?? -Infinity, ordered, ptsMs);
    return { dtsMs: milliseconds(ordered), ptsMs: milliseconds(ptsMs), jumped };
  }

  /** @returns whether the frame does not follow the one before it */
  #advanceClock(dtsMs: number): boolean {
    const step = wrapped(dtsMs - this.#clockMs);
    const jumped =
      this.#offsetMs === undefined || step > this.limits.maxForwardMs || step < -this.limits.maxBackwardMs;
    this.#clockMs = jumped ? dtsMs : this.#clockMs + step;
    return jumped;
  }

  #anchor(frame: PublishedFrame, compositionMs: number, intervalMs: number): void {
    this.#floorMs = this.#endMs ?? this.startAtMs - 1;
    const step = frame.kind === 'video' ? intervalMs : 1;
    const dtsMs =
      this.#endMs === undefined
        ? this.startAtMs
        : Math.max(this.#lastVideoDtsMs, this.#lastAudioDtsMs, this.#endMs - compositionMs) + step;
    this.#offsetMs = Math.ceil(dtsMs) - this.#clockMs;
  }
}

/** The difference of two 32-bit clocks, or of two that never wrap: the smaller of the two ways around. */
function wrapped(differenceMs: number): number {
  const half = WRAP_MS / 2;
  if (differenceMs >= -half && differenceMs < half) return differenceMs;
  const positive = (((differenceMs + half) % WRAP_MS) + WRAP_MS) % WRAP_MS;
  return positive - half;
}

function compositionOffset(frame: PublishedFrame): number {
  if (frame.kind === 'audio') return 0;
  const offset = wrapped(frame.ptsMs - frame.dtsMs);
  return Math.min(Math.max(offset, -MAX_COMPOSITION_MS), MAX_COMPOSITION_MS);
}
