import type { Milliseconds } from '@lockstep/sei';

/** What a tag carries: the TagType of Adobe FLV 10.1, E.4.1. */
export type FlvTagType = 'audio' | 'video' | 'script';

/** One FLV tag; an RTMP message has the same type, time and body. */
export type FlvTag = {
  readonly type: FlvTagType;
  /** DTS of the tag. FLV has 32 bits for it, so what was read lies in 0 to 2^32 - 1. */
  readonly timestampMs: Milliseconds;
  /** AUDIODATA, VIDEODATA or SCRIPTDATA, beginning with its own header. */
  readonly body: Uint8Array;
};

/** What the file header announces. Live streams announce what they hope for: trust the tags. */
export type FlvHeader = { readonly audio: boolean; readonly video: boolean };

/** TagType, DataSize, Timestamp, TimestampExtended, StreamID. */
export const FLV_TAG_HEADER_BYTES = 11;
/** PreviousTagSize. */
export const FLV_TAG_TRAILER_BYTES = 4;
/** The file header without the PreviousTagSize0 that follows it. */
export const FLV_HEADER_BYTES = 9;
/** DataSize has 24 bits. */
export const MAX_FLV_BODY_BYTES = 0xffffff;

export const FLV_TAG_TYPES: Readonly<Record<FlvTagType, number>> = { audio: 8, video: 9, script: 18 };

/** Bytes of a whole tag with its PreviousTagSize, for a body of `bodyLength` bytes. */
export const flvTagSize = (bodyLength: number): number =>
  FLV_TAG_HEADER_BYTES + bodyLength + FLV_TAG_TRAILER_BYTES;

/**
 * The nine bytes of the file header and PreviousTagSize0, which is always 0.
 * Specification: Adobe FLV 10.1, E.2 and E.3.
 */
export function writeFlvHeader({ audio, video }: FlvHeader): Uint8Array {
  const flags = (audio ? 0x04 : 0) | (video ? 0x01 : 0);
  return Uint8Array.of(0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, FLV_HEADER_BYTES, 0, 0, 0, 0);
}

/**
 * A tag with its PreviousTagSize, in one array of exactly its size.
 * The time is written modulo 2^32 ms, as every reader counts it after 49.7 days.
 * Specification: Adobe FLV 10.1, E.4.1.
 *
 * @throws RangeError for a body over 16 MiB - 1 or a time that is no number from 0 on.
 */
export function writeFlvTag(tag: FlvTag): Uint8Array {
  const bytes = new Uint8Array(flvTagSize(tag.body.length));
  writeFlvTagHeader(bytes, 0, tag.type, tag.timestampMs, tag.body.length);
  bytes.set(tag.body, FLV_TAG_HEADER_BYTES);
  writeFlvTagTrailer(bytes, 0, tag.body.length);
  return bytes;
}

/**
 * Writes the 11 header bytes at `offset`, for a caller that builds the body in place.
 *
 * @throws RangeError as {@link writeFlvTag}.
 */
export function writeFlvTagHeader(
  bytes: Uint8Array,
  offset: number,
  type: FlvTagType,
  timestampMs: Milliseconds,
  bodyLength: number,
): void {
  if (bodyLength > MAX_FLV_BODY_BYTES) {
    throw new RangeError(`An FLV tag holds at most ${MAX_FLV_BODY_BYTES} bytes, not ${bodyLength}.`);
  }
  if (!(timestampMs >= 0 && Number.isFinite(timestampMs))) {
    throw new RangeError(`An FLV time is a number of milliseconds from 0 on, not ${timestampMs}.`);
  }
  const time = Math.round(timestampMs) % 2 ** 32;
  bytes[offset] = FLV_TAG_TYPES[type];
  writeU24(bytes, offset + 1, bodyLength);
  writeU24(bytes, offset + 4, time);
  bytes[offset + 7] = time >>> 24;
  writeU24(bytes, offset + 8, 0);
}

/** Writes the PreviousTagSize of a tag that begins at `offset` and whose body has `bodyLength` bytes. */
export function writeFlvTagTrailer(bytes: Uint8Array, offset: number, bodyLength: number): void {
  const size = FLV_TAG_HEADER_BYTES + bodyLength;
  const end = offset + size;
  bytes[end] = size >>> 24;
  writeU24(bytes, end + 1, size);
}

function writeU24(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 16;
  bytes[offset + 1] = value >>> 8;
  bytes[offset + 2] = value;
}
