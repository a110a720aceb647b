/** Where one coded picture stands in output order. */
export type PictureOrder = {
  /** All pictures before it in decoding order are output before it, and all after it later than those before. */
  readonly startsSequence: boolean;
  /** PicOrderCnt(): output order is ascending within a sequence. Only comparisons mean something. */
  readonly picOrderCnt: number;
  /** Half a frame. */
  readonly isField: boolean;
  /** Frames per second that its SPS says; missing when it does not. */
  readonly frameRate?: number;
};

/** Follows the pictures of a stream in decoding order. */
export type PictureOrderCounter = {
  /**
   * @param nalUnits of one access unit
   * @returns undefined when it holds no slice whose header can be read
   */
  push(nalUnits: readonly Uint8Array[]): PictureOrder | undefined;
};
