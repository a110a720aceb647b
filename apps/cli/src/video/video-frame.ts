import type { NalFraming, VideoCodec } from '@lockstep/sei';

/** One access unit of a video with its times. */
export type VideoFrame = {
  /** Counts access units from 0 in decode order. */
  readonly frame: number;
  /** When it is shown, in the container's own time. */
  readonly ptsMs: number;
  readonly dtsMs: number;
  /** Where its bytes begin in the input, for messages; undefined where the container's reader does not say. */
  readonly offset: number | undefined;
  readonly codec: VideoCodec;
  readonly framing: NalFraming;
  /** The access unit as the container has it. */
  readonly bytes: Uint8Array;
};

/** A part of a stream that is written again: a frame, or bytes between frames that stay as they are. */
export type StreamPart = {
  readonly videoFrame?: VideoFrame;
  /** The part's bytes with another access unit in place of the frame's own. */
  write(accessUnit?: Uint8Array): Uint8Array;
  /** Of the part in the input; undefined where the container's reader does not say. */
  readonly offset: number | undefined;
};

/** A frame for people: its number, and where it is. */
export const describeFrame = ({ frame, offset, ptsMs }: VideoFrame): string =>
  `frame ${frame} (at ${offset === undefined ? `${ptsMs} ms` : `byte ${offset}`})`;
