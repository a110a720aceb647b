/** A frame on its way into a fragment. Times are milliseconds of media. */
export type PlacedFrame = {
  readonly mediaDtsMs: number;
  readonly mediaPtsMs: number;
  readonly isRandomAccess: boolean;
  readonly data: Uint8Array;
};
export type LastingFrame = PlacedFrame & { readonly durationMs: number };

/** More B-frames than this in a row are not waited for: H.264 allows 16 frames to be reordered. */
const MAX_GATHERED = 17;
/** How long a frame lasts where none has told, in milliseconds. */
const FIRST_DURATION_MS = 40;

/**
 * Frames in groups that leave no hole in presentation order, each frame with its real duration: a frame that is shown after frames
 * that follow it in decoding order waits for them, and the last frame of a group for the frame behind it.
 */
export class GatheredFrames {
  #held: PlacedFrame[] = [];
  #durationMs = FIRST_DURATION_MS;

  /** Returns the group that ends before this frame; empty while there is no such group. */
  push(frame: PlacedFrame): LastingFrame[] {
    const isBehindAll = this.#held.every(({ mediaPtsMs }) => mediaPtsMs < frame.mediaPtsMs);
    const group = isBehindAll || this.#held.length >= MAX_GATHERED ? this.#take(frame.mediaDtsMs) : [];
    this.#held.push(frame);
    return group;
  }

  /** What is held: nothing follows it. */
  flush(): LastingFrame[] {
    return this.#take(undefined);
  }

  /** Forgets what is held. */
  clear(): void {
    this.#held = [];
  }

  #take(nextDtsMs: number | undefined): LastingFrame[] {
    const held = this.#held;
    this.#held = [];
    return held.map((frame, index) => {
      const endMs = held[index + 1]?.mediaDtsMs ?? nextDtsMs;
      if (endMs !== undefined && endMs > frame.mediaDtsMs) this.#durationMs = endMs - frame.mediaDtsMs;
      return { ...frame, durationMs: this.#durationMs };
    });
  }
}
