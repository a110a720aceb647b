import type { Milliseconds } from '@lockstep/sei';
import type { MediaFrame, StreamHeaders } from '../stream/media-frame.js';

/** The stream headers in force over a run of frames, as a container writes them: one object for all viewers. */
export interface Opening {
  readonly headers: StreamHeaders;
  /** What a new viewer needs before its first frame, which is decoded at `dtsMs`. */
  first(dtsMs: Milliseconds): Buffer;
  /** What a viewer needs before the frame at `dtsMs` if its earlier frames followed the headers `before`. */
  change(dtsMs: Milliseconds, before: StreamHeaders): Buffer;
}

/** A container format, as far as a broadcast needs to know it. */
export interface Container {
  opening(headers: StreamHeaders): Opening;
  /** Whether the format has room for this frame. */
  fits(frame: MediaFrame): boolean;
  /** Bytes that {@link write} writes. */
  sizeOf(frame: MediaFrame): number;
  /** Writes a frame that {@link fits}, in place. @returns the offset behind it */
  write(target: Uint8Array, offset: number, frame: MediaFrame): number;
}
