import type { Milliseconds } from '@lockstep/sei';
import type { DataItem, MediaFrame, StreamHeaders } from '../stream/media-frame.js';

/** The stream headers in force over a run of frames, as a container writes them: one object for all viewers. */
export interface Opening {
  readonly headers: StreamHeaders;
  /** What a new viewer needs before its first frame, which is decoded at `dtsMs`. */
  first(dtsMs: Milliseconds): Buffer;
  /** What a viewer needs before the frame at `dtsMs` if its earlier frames followed the headers `before`. */
  change(dtsMs: Milliseconds, before: StreamHeaders): Buffer;
}

/** What a broadcast sends: frames, and the publisher's data messages between them. */
export type Item = MediaFrame | DataItem;

/** A container format, as far as a broadcast needs to know it. */
export interface Container {
  /** Bytes without meaning that may stand between any two items: they keep an idle connection open. */
  readonly keepAlive: Buffer;
  opening(headers: StreamHeaders): Opening;
  /** Whether the format has room for this item. */
  fits(item: Item): boolean;
  /** Bytes that {@link write} writes. */
  sizeOf(item: Item): number;
  /** Writes an item that {@link fits}, in place. @returns the offset behind it */
  write(target: Uint8Array, offset: number, item: Item): number;
}
