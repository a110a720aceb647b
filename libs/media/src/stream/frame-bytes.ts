import type { Milliseconds } from '@lockstep/sei';
import type { VideoFrame } from './media-frame.js';

/** Coded bytes in one piece, or in several that are joined when `bytes` is first read. */
export type MaybeInPieces = {
  readonly bytes: Uint8Array;
  readonly pieces?: readonly Uint8Array[] | undefined;
};

/** Length of a frame, bytes; without joining its pieces. */
export function byteLengthOf(frame: MaybeInPieces): number {
  const { pieces } = frame;
  return pieces === undefined ? frame.bytes.length : pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Copies the bytes of a frame to `target`, from `offset` on. @returns the offset behind them */
export function copyBytesOf(frame: MaybeInPieces, target: Uint8Array, offset: number): number {
  if (frame.pieces === undefined) {
    target.set(frame.bytes, offset);
    return offset + frame.bytes.length;
  }
  let at = offset;
  for (const piece of frame.pieces) {
    target.set(piece, at);
    at += piece.length;
  }
  return at;
}

/**
 * A frame with messages between the bytes of its publisher. Those are not copied: prepared clips lie in memory once for all
 * sessions, and a copy of every random access frame of every session is what makes the garbage collector mark the whole heap.
 */
export class StampedFrame implements VideoFrame {
  readonly kind = 'video';
  readonly isRandomAccess: boolean;
  readonly dtsMs: Milliseconds;
  readonly ptsMs: Milliseconds;
  readonly frame: number;
  #joined: Uint8Array | undefined;

  constructor(
    { isRandomAccess, dtsMs, ptsMs, frame }: Pick<VideoFrame, 'isRandomAccess' | 'dtsMs' | 'ptsMs' | 'frame'>,
    readonly pieces: readonly Uint8Array[],
  ) {
    this.isRandomAccess = isRandomAccess;
    this.dtsMs = dtsMs;
    this.ptsMs = ptsMs;
    this.frame = frame;
  }

  get bytes(): Uint8Array {
    if (this.#joined === undefined) {
      this.#joined = new Uint8Array(byteLengthOf(this));
      copyBytesOf(this, this.#joined, 0);
    }
    return this.#joined;
  }
}
