import { AVCC, hasIdr, LESSON_UUID, sanitizeAccessUnit, type NalLengthSize } from '@lockstep/sei';
import type { PublishedFrame } from './media-frame.js';
import type { PublisherInfo } from './publication.js';
import { lengthenLengths } from './short-lengths.js';

/** A frame as the stream takes it, with lengths of four bytes. */
export type AdmittedFrame = {
  readonly bytes: Uint8Array;
  readonly isRandomAccess: boolean;
  /** Messages with our UUID were removed from it. */
  readonly isStripped: boolean;
};

/**
 * What a publisher's frame becomes before it is stamped. Unless the publisher is trusted, nothing with our UUID is left in
 * it, and nothing that a muxer would bring to life. One walk over its NAL units tells whether decoding can begin here.
 * @param lengthSize of the publisher's samples
 * @throws ParseError where it is no valid AVCC sample, or hides our UUID
 */
export function admitFrame(
  { bytes, isRandomAccess }: PublishedFrame & { kind: 'video' },
  { isPrepared, trustedRelay }: PublisherInfo,
  lengthSize: NalLengthSize,
): AdmittedFrame {
  if (isPrepared && lengthSize === 4) return { bytes, isRandomAccess, isStripped: false };
  const sample = lengthSize === 4 ? bytes : lengthenLengths(bytes, lengthSize);
  if (trustedRelay) {
    return { bytes: sample, isRandomAccess: isRandomAccess || hasIdr(sample, AVCC), isStripped: false };
  }
  const clean = sanitizeAccessUnit(sample, LESSON_UUID, AVCC);
  return { ...clean, isRandomAccess: isRandomAccess || clean.hasIdr };
}
