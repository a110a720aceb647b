import { byteLengthOf } from './frame-bytes.js';
import type { MediaFrame } from './media-frame.js';

export type FrameStoreLimits = {
  /** Largest group of frames that is kept, bytes, audio included. */
  readonly maxBytes: number;
  /** Longest group of frames that is kept, milliseconds of stream time. */
  readonly maxMs: number;
};

/**
 * x264's default key frame interval is 250 frames: 16.7 s at 15 frames a second; 16 MiB are 20 s at 6.7 Mbit/s. Whatever keeps
 * frames of a stream for those who join takes these limits, so that none gives up what another one still has.
 */
export const DEFAULT_FRAME_STORE_LIMITS: FrameStoreLimits = { maxBytes: 16 * 1024 * 1024, maxMs: 20_000 };

/**
 * The frames since the last random access frame, for new viewers. A group that outgrows its limits is given up until the next
 * random access frame, never cut: without its beginning it cannot be decoded.
 */
export class FrameStore {
  #frames: MediaFrame[] = [];
  #bytes = 0;
  #hasOutgrown = false;

  constructor(private readonly limits: FrameStoreLimits = DEFAULT_FRAME_STORE_LIMITS) {}

  /** In decoding order, beginning with a random access frame; empty when there is none. */
  get frames(): readonly MediaFrame[] {
    return this.#frames;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The present group was given up, or the one before it: viewers who join wait for a random access frame. */
  get hasOutgrown(): boolean {
    return this.#hasOutgrown;
  }

  push(frame: MediaFrame): void {
    if (frame.kind === 'video' && frame.isRandomAccess) {
      if (this.#frames.length > 0) this.#hasOutgrown = false;
      this.clear();
    } else if (this.#frames.length === 0) return;
    this.#frames.push(frame);
    this.#bytes += byteLengthOf(frame);
    const beganAt = this.#frames[0]?.dtsMs ?? frame.dtsMs;
    if (this.#bytes <= this.limits.maxBytes && frame.dtsMs - beganAt <= this.limits.maxMs) return;
    this.clear();
    this.#hasOutgrown = true;
  }

  clear(): void {
    this.#frames = []; // a new array: a subscriber may be reading the old one
    this.#bytes = 0;
  }
}
