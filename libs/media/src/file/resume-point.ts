import type { PublishedFrame } from '../stream/media-frame.js';

/**
 * Leaves out the beginning of a film: what is passed on begins with the last random access frame at or before a
 * time of the film, so that a player can begin there. Holds at most one group of pictures.
 */
export class ResumePoint {
  /** Time in the film of the first frame that was passed on; undefined before it. */
  skippedMs: number | undefined;
  #held: PublishedFrame[] = [];
  /** Presentation time of the film's first frame. */
  #firstMs: number | undefined;

  /** @param startAtMs time since the film's first frame */
  constructor(private readonly startAtMs: number) {}

  /** A frame in file order. @returns the frames to be played now */
  add(frame: PublishedFrame): PublishedFrame[] {
    if (this.skippedMs !== undefined) return [frame];
    const isFrame = frame.kind === 'video';
    if (this.#firstMs === undefined && (!isFrame || !frame.isRandomAccess)) return [];
    this.#firstMs ??= frame.ptsMs;
    const isEntry = isFrame && frame.isRandomAccess;
    if (isEntry && this.#held.length > 0 && frame.ptsMs - this.#firstMs > this.startAtMs) {
      return [...this.end(), frame];
    }
    if (isEntry) this.#held = [];
    this.#held.push(frame);
    return frame.dtsMs - this.#firstMs >= this.startAtMs ? this.end() : [];
  }

  /** The film is over, or its place is found. @returns what was held */
  end(): PublishedFrame[] {
    const frames = this.#held;
    this.#held = [];
    this.skippedMs ??= frames[0] === undefined ? undefined : frames[0].ptsMs - (this.#firstMs ?? 0);
    return frames;
  }
}
