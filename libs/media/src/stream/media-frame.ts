import type { Milliseconds } from '@lockstep/sei';

/** One coded frame: an H.264 access unit as an AVCC sample (ISO 14496-15, 5.3.3), in decoding order. */
export type VideoFrame = {
  readonly kind: 'video';
  /** A decoder may start here: the frame is an IDR, or its publisher marked it as a key frame. */
  readonly isRandomAccess: boolean;
  /** Decoding time on the stream's timeline; never smaller than that of the frame before it. */
  readonly dtsMs: Milliseconds;
  /** Presentation time on the stream's timeline. */
  readonly ptsMs: Milliseconds;
  /** Length-prefixed NAL units; the length size is that of {@link VideoHeaders}. Shared by all sinks: read only. */
  readonly bytes: Uint8Array;
  /**
   * The same bytes in order, where they are not joined: {@link byteLengthOf} and {@link copyBytesOf} take these, because the
   * first one to read `bytes` allocates a whole frame.
   */
  readonly pieces?: readonly Uint8Array[] | undefined;
  /** Index of the access unit on the stream's timeline, counted over all its publishers. */
  readonly frame: number;
};

/** One raw AAC frame, without ADTS header. */
export type AudioFrame = {
  readonly kind: 'audio';
  readonly dtsMs: Milliseconds;
  /** Equal to `dtsMs`: AAC is not reordered. */
  readonly ptsMs: Milliseconds;
  /** Shared by all sinks: read only. */
  readonly bytes: Uint8Array;
};

export type MediaFrame = VideoFrame | AudioFrame;

/** A value of a publisher's metadata or data messages, whatever its protocol. */
export type DataValue =
  | number
  | boolean
  | string
  | null
  | undefined
  | Date
  | readonly DataValue[]
  | ReadonlyMap<string, DataValue>
  | { readonly [key: string]: DataValue };

/**
 * A named message beside the frames: a text, a cue point, whatever a publisher's protocol has. It is passed on to the viewers
 * of protocols that can carry it, is not kept for new viewers, and never affects the lesson.
 */
export type DataItem = {
  readonly kind: 'data';
  readonly name: string;
  readonly values: readonly DataValue[];
  /** On the stream's timeline. */
  readonly dtsMs: Milliseconds;
  readonly ptsMs: Milliseconds;
};

/** A frame as its publisher hands it over: on the publisher's own clock, which may wrap at 2^32 ms, and not yet counted. */
export type PublishedFrame = Omit<VideoFrame, 'frame'> | AudioFrame;

/** Codecs that are understood; a protocol may pass another one on under its own name. */
export type VideoCodecName = 'h264' | (string & {});
export type AudioCodecName = 'aac' | (string & {});

export type VideoHeaders = {
  readonly codec: VideoCodecName;
  /** AVCDecoderConfigurationRecord, ISO 14496-15, 5.3.3.1. */
  readonly config: Uint8Array;
  /** Bytes of the length before each NAL unit of a sample. */
  readonly lengthSize: 1 | 2 | 4;
  /** Pixels after cropping. */
  readonly width: number;
  readonly height: number;
  /** Frames a second, where the SPS tells. */
  readonly frameRate?: number;
  /** Black frames of the server for a publisher that sends audio alone. */
  readonly isPlaceholder?: true;
};

export type AudioHeaders = {
  readonly codec: AudioCodecName;
  /** AudioSpecificConfig, ISO 14496-3, 1.6.2.1. */
  readonly config: Uint8Array;
  /** Samples a second. */
  readonly sampleRate: number;
  readonly channels: number;
};

/** What a decoder needs before the first frame, and what the publisher says of itself. */
export type StreamHeaders = {
  readonly video?: VideoHeaders;
  readonly audio?: AudioHeaders;
  readonly metadata: Readonly<Record<string, DataValue>>;
};

/** Whether both are there and equal, or both are missing. */
export const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0);

/** Whether a decoder set up for the frames of `a` can go on with those of `b`. */
export const sameVideoHeaders = (a: StreamHeaders, b: StreamHeaders): boolean =>
  sameBytes(a.video?.config, b.video?.config);

/** Whether a decoder set up for the audio of `a` can go on with that of `b`. */
export const sameAudioHeaders = (a: StreamHeaders, b: StreamHeaders): boolean =>
  sameBytes(a.audio?.config, b.audio?.config);
