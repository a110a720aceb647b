import {
  FLV_TAG_HEADER_BYTES,
  MAX_FLV_BODY_BYTES,
  flvTagSize,
  writeAudioTagHeader,
  writeFlvTagHeader,
  writeFlvTagTrailer,
  writeVideoTagHeader,
} from '@lockstep/formats';
import { milliseconds, type Milliseconds } from '@lockstep/sei';
import type { MediaFrame } from '../stream/media-frame.js';

const AVC_HEADER_BYTES = 5;
const AAC_HEADER = writeAudioTagHeader({ codec: 'aac', packet: 'raw' });
const avcHeader = (isKeyframe: boolean, compositionTimeMs: Milliseconds): ArrayLike<number> =>
  writeVideoTagHeader({ codec: 'h264', packet: 'coded', isKeyframe, compositionTimeMs });
/** Nearly every picture has one of these: it is shown when it is decoded. */
const KEY_PICTURE_HEADER = avcHeader(true, milliseconds(0));
const PICTURE_HEADER = avcHeader(false, milliseconds(0));
const MAX_COMPOSITION_TIME_MS = 0x7fffff;

const headerBytes = (frame: MediaFrame): number =>
  frame.kind === 'video' ? AVC_HEADER_BYTES : AAC_HEADER.length;

/**
 * PTS - DTS as FLV can say it: both ends are rounded by themselves, so that a reader who adds it to the tag's time gets
 * exactly the PTS in whole milliseconds that the ledger holds.
 */
const compositionTimeMs = ({ ptsMs, dtsMs }: MediaFrame) =>
  milliseconds(Math.round(ptsMs) - Math.round(dtsMs));

/** Whether FLV has room for this frame: its body in 24 bits of length, its composition time in 24 signed bits. */
export const fitsFlv = (frame: MediaFrame): boolean =>
  frame.bytes.length + headerBytes(frame) <= MAX_FLV_BODY_BYTES &&
  Math.abs(compositionTimeMs(frame)) <= MAX_COMPOSITION_TIME_MS &&
  frame.dtsMs >= 0 &&
  Number.isFinite(frame.dtsMs);

/** Bytes that {@link writeFrameTag} writes. */
export const frameTagSize = (frame: MediaFrame): number =>
  flvTagSize(headerBytes(frame) + frame.bytes.length);

function headerOf(frame: MediaFrame): ArrayLike<number> {
  if (frame.kind === 'audio') return AAC_HEADER;
  const timeMs = compositionTimeMs(frame);
  if (timeMs !== 0) return avcHeader(frame.isRandomAccess, timeMs);
  return frame.isRandomAccess ? KEY_PICTURE_HEADER : PICTURE_HEADER;
}

/**
 * Writes the FLV tag of a frame in place: tag header, codec header, the frame's bytes copied once, PreviousTagSize.
 * Specification: Adobe FLV 10.1, E.4.1 to E.4.3.
 *
 * @returns the offset behind the tag
 * @throws RangeError for a frame that {@link fitsFlv} refuses
 */
export function writeFrameTag(target: Uint8Array, offset: number, frame: MediaFrame): number {
  const header = headerOf(frame);
  const bodyLength = header.length + frame.bytes.length;
  writeFlvTagHeader(target, offset, frame.kind, frame.dtsMs, bodyLength);
  // a few bytes: cheaper than the call that sets an array
  for (let i = 0; i < header.length; i++) target[offset + FLV_TAG_HEADER_BYTES + i] = header[i] ?? 0;
  target.set(frame.bytes, offset + FLV_TAG_HEADER_BYTES + header.length);
  writeFlvTagTrailer(target, offset, bodyLength);
  return offset + flvTagSize(bodyLength);
}
