import {
  FLV_TAG_HEADER_BYTES,
  MAX_FLV_BODY_BYTES,
  flvTagSize,
  writeAudioTagHeader,
  writeFlvTagHeader,
  writeFlvTagTrailer,
  writeVideoTagHeader,
  type FlvTag,
  type FlvTagType,
} from '@lockstep/formats';
import { milliseconds, type Milliseconds } from '@lockstep/sei';
import { byteLengthOf, copyBytesOf, type MaybeInPieces } from '../stream/frame-bytes.js';
import type { DataItem, PublishedFrame } from '../stream/media-frame.js';
import { dataMessageBody } from './data-message.js';

/** A frame as FLV writes it: its number does not matter. */
export type FlvFrame = PublishedFrame | DataItem;

const AVC_HEADER_BYTES = 5;
const AAC_HEADER = writeAudioTagHeader({ codec: 'aac', packet: 'raw' });
const avcHeader = (isRandomAccess: boolean, compositionTimeMs: Milliseconds): ArrayLike<number> =>
  writeVideoTagHeader({ codec: 'h264', packet: 'coded', isRandomAccess, compositionTimeMs });
/** Nearly every frame has one of these: it is shown when it is decoded. */
const RANDOM_ACCESS_HEADER = avcHeader(true, milliseconds(0));
const INTER_HEADER = avcHeader(false, milliseconds(0));
const MAX_COMPOSITION_TIME_MS = 0x7fffff;

const TAG_TYPES: Readonly<Record<FlvFrame['kind'], FlvTagType>> = {
  audio: 'audio',
  video: 'video',
  data: 'script',
};

const NOTHING = new Uint8Array();

/** Bytes of the codec header. */
function headerSize({ kind }: FlvFrame): number {
  if (kind === 'video') return AVC_HEADER_BYTES;
  return kind === 'audio' ? AAC_HEADER.length : 0;
}

/** What stands before the content: the codec header. */
function headerOf(frame: FlvFrame): ArrayLike<number> {
  if (frame.kind === 'audio') return AAC_HEADER;
  if (frame.kind === 'data') return NOTHING;
  const timeMs = compositionTimeMs(frame);
  if (timeMs !== 0) return avcHeader(frame.isRandomAccess, timeMs);
  return frame.isRandomAccess ? RANDOM_ACCESS_HEADER : INTER_HEADER;
}

/** A data message has no bytes before it is written as AMF0. */
const contentOf = (frame: FlvFrame): MaybeInPieces =>
  frame.kind === 'data' ? { bytes: dataMessageBody(frame) ?? NOTHING } : frame;

/**
 * PTS - DTS as FLV can say it: both ends are rounded by themselves, so that a reader who adds it to the tag's time gets
 * exactly the PTS in whole milliseconds that the ledger holds.
 */
const compositionTimeMs = ({ ptsMs, dtsMs }: FlvFrame): Milliseconds =>
  milliseconds(Math.round(ptsMs) - Math.round(dtsMs));

/**
 * Whether FLV has room for this frame: its body in 24 bits of length, its composition time in 24 signed bits, the values of
 * a data message in AMF0.
 */
export const fitsFlv = (frame: FlvFrame): boolean =>
  (frame.kind !== 'data' || dataMessageBody(frame) !== null) &&
  byteLengthOf(contentOf(frame)) + headerSize(frame) <= MAX_FLV_BODY_BYTES &&
  Math.abs(compositionTimeMs(frame)) <= MAX_COMPOSITION_TIME_MS &&
  frame.dtsMs >= 0 &&
  Number.isFinite(frame.dtsMs);

/** Bytes that {@link writeFrameTag} writes. */
export const frameTagSize = (frame: FlvFrame): number =>
  flvTagSize(headerSize(frame) + byteLengthOf(contentOf(frame)));

/**
 * Writes the FLV tag of a frame in place: tag header, codec header, the frame's bytes copied once, PreviousTagSize.
 * Specification: Adobe FLV 10.1, E.4.1 to E.4.4.
 *
 * @returns the offset behind the tag
 * @throws RangeError for a frame that {@link fitsFlv} refuses
 */
export function writeFrameTag(target: Uint8Array, offset: number, frame: FlvFrame): number {
  const header = headerOf(frame);
  const content = contentOf(frame);
  const bodyLength = header.length + byteLengthOf(content);
  writeFlvTagHeader(target, offset, TAG_TYPES[frame.kind], frame.dtsMs, bodyLength);
  writeBody(target, offset + FLV_TAG_HEADER_BYTES, header, content);
  writeFlvTagTrailer(target, offset, bodyLength);
  return offset + flvTagSize(bodyLength);
}

/** The same as a tag of its own; type, time and body are those of an RTMP message too. */
export function frameTag(frame: FlvFrame): FlvTag {
  const header = headerOf(frame);
  const content = contentOf(frame);
  const body = new Uint8Array(header.length + byteLengthOf(content));
  writeBody(body, 0, header, content);
  return { type: TAG_TYPES[frame.kind], timestampMs: frame.dtsMs, body };
}

/** The body of that tag in pieces, for a protocol that frames it differently. */
export function frameBodyOf(frame: FlvFrame): readonly Uint8Array[] {
  const content = contentOf(frame);
  return [Uint8Array.from(headerOf(frame)), ...(content.pieces ?? [content.bytes])];
}

function writeBody(
  target: Uint8Array,
  offset: number,
  header: ArrayLike<number>,
  content: MaybeInPieces,
): void {
  // a few bytes: cheaper than the call that sets an array
  for (let i = 0; i < header.length; i++) target[offset + i] = header[i] ?? 0;
  copyBytesOf(content, target, offset + header.length);
}
