import { byteAt } from './bytes/byte-at.js';
import { ParseError } from './parse-error.js';

const START_CODE_SIZE = 4;

/**
 * Index of the next 00 00 01 at or after `from`, else -1. Most steps look at one byte of three: a byte above 1 can
 * be no part of a start code, nor can the two after it complete one.
 */
export function findStartCode(bytes: Uint8Array, from: number): number {
  const length = bytes.length;
  let i = from + 2;
  while (i < length) {
    const byte = byteAt(bytes, i);
    if (byte > 1) i += 3;
    else if (byte === 0) i++;
    else if (byteAt(bytes, i - 1) === 0 && byteAt(bytes, i - 2) === 0) return i - 2;
    else i += 3;
  }
  return -1;
}

/** End of a NAL unit in `start..end` without trailing_zero_8bits: its own last byte is never 00. */
export function trimTrailingZeros(bytes: Uint8Array, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && byteAt(bytes, trimmed - 1) === 0) trimmed--;
  return trimmed;
}

/**
 * Index of the first start code.
 * @throws ParseError `bad-signature` when anything but zeros precedes it, or when there is none in a non-empty input
 */
export function firstStartCode(bytes: Uint8Array): number {
  const at = findStartCode(bytes, 0);
  const end = at < 0 ? bytes.length : at;
  for (let i = 0; i < end; i++) {
    if (byteAt(bytes, i) !== 0)
      throw new ParseError('bad-signature', i, 'no start code before the first byte');
  }
  return at;
}

/**
 * The NAL units of a byte stream, as views of it, without start codes and zeros around them; empty ones are left
 * out. For input that comes in pieces use {@link AnnexBReader}. Specification: ITU-T H.264 and H.265, B.1.
 * @throws ParseError `bad-signature` when the stream does not begin with a start code
 */
export function splitAnnexB(bytes: Uint8Array): Uint8Array[] {
  const nals: Uint8Array[] = [];
  let startCode = firstStartCode(bytes);
  while (startCode >= 0) {
    const start = startCode + 3;
    startCode = findStartCode(bytes, start);
    const end = trimTrailingZeros(bytes, start, startCode < 0 ? bytes.length : startCode);
    if (end > start) nals.push(bytes.subarray(start, end));
  }
  return nals;
}

/** Inverse of {@link splitAnnexB}: every NAL unit behind a 4-byte start code. */
export function joinAnnexB(nals: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(nals.reduce((size, nal) => size + START_CODE_SIZE + nal.length, 0));
  let at = 0;
  for (const nal of nals) {
    bytes[at + 3] = 1;
    bytes.set(nal, at + START_CODE_SIZE);
    at += START_CODE_SIZE + nal.length;
  }
  return bytes;
}
