/** One lesson message out of the bitstream, with the place of the frame that carries it. */
export type PlacedMessage = {
  /** The frame's presentation time, on the media clock and on the stream's own. */
  readonly mediaMs: number;
  readonly ptsMs: number;
  readonly seq: number;
  readonly snapshot: boolean;
  /** Stamped a second time after a loss at the server. */
  readonly repeat: boolean;
  /** Clock of the stamping server, milliseconds since 1970. */
  readonly wallClockMs: number;
  /** UTF-8 JSON. */
  readonly body: Uint8Array;
};
