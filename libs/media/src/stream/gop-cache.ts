import type { MediaFrame } from './media-frame.js';

export type GopLimits = {
  /** Largest cached group of pictures, bytes, sound included. */
  readonly maxBytes: number;
  /** Longest cached group of pictures, milliseconds of stream time. */
  readonly maxMs: number;
};

/** x264's default key frame interval is 250 pictures: 16.7 s at 15 pictures a second; 16 MiB are 20 s at 6.7 Mbit/s. */
export const DEFAULT_GOP_LIMITS: GopLimits = { maxBytes: 16 * 1024 * 1024, maxMs: 20_000 };

/**
 * The frames since the last random access picture, for whoever joins. A group that outgrows its limits is given up
 * until the next random access picture, never cut: without its beginning it cannot be decoded.
 */
export class GopCache {
  #frames: MediaFrame[] = [];
  #bytes = 0;

  constructor(private readonly limits: GopLimits = DEFAULT_GOP_LIMITS) {}

  /** In decoding order, beginning with a random access picture; empty when there is none. */
  get frames(): readonly MediaFrame[] {
    return this.#frames;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(frame: MediaFrame): void {
    if (frame.kind === 'video' && frame.isRandomAccess) this.clear();
    else if (this.#frames.length === 0) return;
    this.#frames.push(frame);
    this.#bytes += frame.bytes.length;
    const beganAt = this.#frames[0]?.dtsMs ?? frame.dtsMs;
    if (this.#bytes > this.limits.maxBytes || frame.dtsMs - beganAt > this.limits.maxMs) this.clear();
  }

  clear(): void {
    this.#frames = []; // a new array: a subscriber may be reading the old one
    this.#bytes = 0;
  }
}
