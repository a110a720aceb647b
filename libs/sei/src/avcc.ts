import { byteAt } from './bytes/byte-at.js';
import { MAX_NAL_UNITS_PER_ACCESS_UNIT } from './limits.js';
import type { NalLengthSize } from './nal-framing.js';
import { ParseError } from './parse-error.js';

/**
 * NALUnitLength at `offset`. Specification: ISO/IEC 14496-15, 5.3.2.
 * @throws ParseError `truncated` when the field, or the NAL unit it counts, does not lie in the sample
 */
export function readNalLength(sample: Uint8Array, offset: number, lengthSize: NalLengthSize): number {
  if (sample.length - offset < lengthSize) throw new ParseError('truncated', offset, 'NALUnitLength');
  let length = byteAt(sample, offset);
  if (lengthSize === 4) {
    const low =
      (byteAt(sample, offset + 1) << 16) | (byteAt(sample, offset + 2) << 8) | byteAt(sample, offset + 3);
    length = length * 0x1000000 + low;
  } else if (lengthSize === 2) length = (length << 8) | byteAt(sample, offset + 1);
  if (length > sample.length - offset - lengthSize) {
    throw new ParseError('truncated', offset, `NAL unit of ${length} bytes`);
  }
  return length;
}

export const fitsNalLength = (length: number, lengthSize: NalLengthSize): boolean =>
  length < 2 ** (8 * lengthSize);

/** @throws RangeError when a NAL unit of `length` bytes cannot be counted in `lengthSize` bytes */
export function writeNalLength(
  target: Uint8Array,
  offset: number,
  length: number,
  lengthSize: NalLengthSize,
): void {
  if (!fitsNalLength(length, lengthSize)) {
    throw new RangeError(`a NAL unit of ${length} bytes does not fit in a ${lengthSize}-byte length`);
  }
  for (let i = 0; i < lengthSize; i++) target[offset + i] = length >>> (8 * (lengthSize - 1 - i));
}

/**
 * The NAL units of a sample of FLV or MP4, as views of it; empty ones are left out. Specification: ISO/IEC 14496-15,
 * 5.3.2.
 * @throws ParseError `truncated`; `too-large` above MAX_NAL_UNITS_PER_ACCESS_UNIT
 */
export function splitLengthPrefixed(sample: Uint8Array, lengthSize: NalLengthSize): Uint8Array[] {
  const nals: Uint8Array[] = [];
  let offset = 0;
  while (offset < sample.length) {
    const length = readNalLength(sample, offset, lengthSize);
    offset += lengthSize;
    if (nals.length === MAX_NAL_UNITS_PER_ACCESS_UNIT) throw new ParseError('too-large', offset, 'NAL units');
    if (length > 0) nals.push(sample.subarray(offset, offset + length));
    offset += length;
  }
  return nals;
}

/** Inverse of {@link splitLengthPrefixed}. @throws RangeError when a NAL unit is too long for its length field */
export function joinLengthPrefixed(
  nals: readonly Uint8Array[],
  lengthSize: NalLengthSize,
): Uint8Array<ArrayBuffer> {
  const sample = new Uint8Array(nals.reduce((size, nal) => size + lengthSize + nal.length, 0));
  let at = 0;
  for (const nal of nals) {
    writeNalLength(sample, at, nal.length, lengthSize);
    sample.set(nal, at + lengthSize);
    at += lengthSize + nal.length;
  }
  return sample;
}
