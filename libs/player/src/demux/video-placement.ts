import type { Epoch } from '../core/timeline.js';
import { Fingerprints } from './fingerprints.js';

export type VideoSample = {
  readonly dtsMs: number;
  readonly ptsMs: number;
  readonly isRandomAccess: boolean;
  readonly data: Uint8Array;
};

export type Placement =
  | { readonly kind: 'append'; readonly mediaDtsMs: number; readonly mediaPtsMs: number }
  /** As `append`, and from here on stream time lies elsewhere; `restarted`: it went backwards. */
  | {
      readonly kind: 'rebase';
      readonly mediaDtsMs: number;
      readonly mediaPtsMs: number;
      readonly epoch: Epoch;
      readonly restarted: boolean;
    }
  /** Appended already, before a reconnect. */
  | { readonly kind: 'repeat' }
  /** Cannot be decoded where it is: frames before it are missing. */
  | { readonly kind: 'drop' };

/** Before two frames have told the real one, in milliseconds. */
const FIRST_DURATION_MS = 40;
const MAX_DURATION_MS = 500;
/** A hole longer than this is closed at its random access frame; a shorter one is an encoder that skipped frames. */
const HOLE_MS = 1_000;
/** The random access frame with which a new source starts is at most this far from the last frame, unless the stream began anew. */
const NEAR_MS = 60_000;

/**
 * Where each frame goes on the media timeline: across reconnects, where the server repeats its last group of pictures, across
 * holes, and across a stream that begins anew. Media time starts at 0 and has no gaps that the player made.
 */
export class VideoPlacement {
  readonly #seen = new Fingerprints();
  #baseMs = 0;
  #lastDtsMs: number | undefined;
  #highestPtsMs = 0;
  #durationMs = FIRST_DURATION_MS;
  #joining = false;
  #awaitsRandomAccess = true;
  #sourceStarts = false;

  /** Media milliseconds of a stream time in the current epoch; undefined before the first frame. */
  mediaMs(streamMs: number): number | undefined {
    return this.#lastDtsMs === undefined ? undefined : streamMs - this.#baseMs;
  }

  /** The next sample is the first of a new connection. */
  connectionStarts(): void {
    this.#joining = true;
  }

  /** What was appended is gone, the decoder starts anew: the next random access frame goes where its time says, repeated or not. */
  sourceStarts(): void {
    this.#sourceStarts = true;
  }

  /** `audioReachesMs`: stream time up to which audio has arrived, which tells a hole in the stream from one in the frames alone. */
  place(sample: VideoSample, audioReachesMs?: number): Placement {
    const last = this.#lastDtsMs;
    if (last === undefined) return sample.isRandomAccess ? this.#start(sample, 0, false) : { kind: 'drop' };
    if (this.#sourceStarts) return this.#startSource(sample, last);
    const aheadMs = sample.dtsMs - last;
    if (this.#joining && aheadMs <= 0 && this.#seen.isRepeat(sample.dtsMs, sample.data)) {
      // The group of pictures we were in: it goes on after the last one we have.
      if (aheadMs === 0) this.#joining = false;
      this.#awaitsRandomAccess = false;
      return { kind: 'repeat' };
    }
    const contiguous = aheadMs > 0 && aheadMs <= 2 * this.#durationMs && !this.#awaitsRandomAccess;
    const joined = this.#joining;
    this.#joining = false;
    if (contiguous) return this.#append(sample);
    if (!sample.isRandomAccess) {
      const skipped = aheadMs > 0 && !joined && !this.#awaitsRandomAccess;
      if (skipped) return this.#append(sample);
      this.#joining = joined;
      this.#awaitsRandomAccess = true;
      return { kind: 'drop' };
    }
    const audioGoesOn = audioReachesMs !== undefined && audioReachesMs > last + aheadMs / 2;
    const isHole = aheadMs > HOLE_MS && !audioGoesOn;
    if (aheadMs > 0 && !joined && !isHole) return this.#append(sample);
    return this.#start(sample, this.#nextDtsMs(sample), aheadMs <= 0);
  }

  #append(sample: VideoSample): Placement {
    return { kind: 'append', ...this.#put(sample) };
  }

  #startSource(sample: VideoSample, last: number): Placement {
    if (!sample.isRandomAccess) return { kind: 'drop' };
    this.#sourceStarts = false;
    this.#joining = false;
    const isNear = Math.abs(sample.dtsMs - last) < NEAR_MS && sample.dtsMs >= this.#baseMs;
    if (!isNear) return this.#start(sample, this.#nextDtsMs(sample), sample.dtsMs <= last);
    this.#lastDtsMs = undefined;
    return this.#append(sample);
  }

  #start(sample: VideoSample, mediaDtsMs: number, restarted: boolean): Placement {
    this.#baseMs = sample.dtsMs - mediaDtsMs;
    this.#lastDtsMs = undefined;
    if (restarted) this.#seen.clear();
    const placed = this.#put(sample);
    // From the random access frame's presentation on: with B-frames frames of before are shown after its decoding time.
    const epoch = { fromMediaMs: placed.mediaPtsMs, baseMs: this.#baseMs };
    return { kind: 'rebase', ...placed, epoch, restarted };
  }

  /** Directly behind what is there, in decoding and in presentation order. */
  #nextDtsMs({ dtsMs, ptsMs }: VideoSample): number {
    const afterLast = (this.#lastDtsMs ?? 0) - this.#baseMs + this.#durationMs;
    const afterHighest = this.#highestPtsMs + this.#durationMs - (ptsMs - dtsMs);
    return Math.max(afterLast, afterHighest);
  }

  #put(sample: VideoSample): { mediaDtsMs: number; mediaPtsMs: number } {
    const { dtsMs, ptsMs } = sample;
    if (this.#lastDtsMs !== undefined) {
      this.#durationMs = Math.min(MAX_DURATION_MS, Math.max(1, dtsMs - this.#lastDtsMs));
    }
    this.#awaitsRandomAccess = false;
    this.#lastDtsMs = dtsMs;
    this.#seen.remember(dtsMs, sample.data);
    const mediaPtsMs = ptsMs - this.#baseMs;
    this.#highestPtsMs = Math.max(this.#highestPtsMs, mediaPtsMs);
    return { mediaDtsMs: dtsMs - this.#baseMs, mediaPtsMs };
  }
}
