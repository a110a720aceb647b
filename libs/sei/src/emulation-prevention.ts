import { byteAt } from './bytes/byte-at.js';
import { ParseError } from './parse-error.js';

/**
 * RBSP (or a whole NAL unit with its header) with emulation_prevention_three_byte put in: after it no 00 00 00,
 * 00 00 01, 00 00 02 or 00 00 03 is left, and a cabac_zero_word at the end is closed by 03.
 * Returns the same instance when nothing had to be put in. Specification: ITU-T H.264 and H.265, 7.3.1 and 7.4.1.
 */
export function addEmulationPrevention(rbsp: Uint8Array): Uint8Array {
  const needed = countNeeded(rbsp);
  if (needed === 0) return rbsp;
  const nal = new Uint8Array(rbsp.length + needed);
  let zeros = 0;
  let to = 0;
  for (let from = 0; from < rbsp.length; from++) {
    const byte = byteAt(rbsp, from);
    if (zeros === 2 && byte <= 3) {
      nal[to++] = 3;
      zeros = 0;
    }
    nal[to++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  if (to < nal.length) nal[to] = 3;
  return nal;
}

function countNeeded(rbsp: Uint8Array): number {
  let zeros = 0;
  let needed = 0;
  for (let i = 0; i < rbsp.length; i++) {
    const byte = byteAt(rbsp, i);
    if (zeros === 2 && byte <= 3) {
      needed++;
      zeros = 0;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return needed + (zeros === 2 ? 1 : 0);
}

/**
 * The bytes without emulation_prevention_three_byte: every 03 that follows 00 00 goes, whatever comes after it, as
 * the syntax says. Returns the same instance when there was none. Specification: ITU-T H.264 and H.265, 7.3.1.
 */
export function removeEmulationPrevention(nal: Uint8Array): Uint8Array {
  const first = nextPrevention(nal, 0);
  if (first === nal.length) return nal;
  const rbsp = new Uint8Array(nal.length - 1);
  let to = 0;
  let from = 0;
  for (let at = first; at < nal.length; at = nextPrevention(nal, from)) {
    rbsp.set(nal.subarray(from, at), to);
    to += at - from;
    from = at + 1;
  }
  rbsp.set(nal.subarray(from), to);
  return rbsp.subarray(0, to + nal.length - from);
}

/** Index of the next 03 after two zeros that lie at or after `from`, else the length. */
function nextPrevention(nal: Uint8Array, from: number): number {
  let i = from + 2;
  while (i < nal.length) {
    const byte = byteAt(nal, i);
    if (byte === 3 && byteAt(nal, i - 1) === 0 && byteAt(nal, i - 2) === 0) return i;
    i += byte === 0 ? 1 : 3;
  }
  return nal.length;
}

/**
 * Index of the first 00 00 00, 00 00 01 or 00 00 02 in the NAL unit `start..end` of `bytes`, else -1. Zeros at its end do
 * not count: they are trailing_zero_8bits that were taken along (B.1). Specification: ITU-T H.264 and H.265, 7.4.1.
 */
export function findForbiddenSequence(bytes: Uint8Array, start: number, end: number): number {
  // As for start codes, most steps look at one byte of three: a byte above 2 can be no part of such a sequence.
  let i = start + 2;
  while (i < end) {
    const byte = byteAt(bytes, i);
    if (byte > 2) i += 3;
    else if (byteAt(bytes, i - 1) === 0 && byteAt(bytes, i - 2) === 0) {
      return byte > 0 || hasOtherThanZero(bytes, i, end) ? i - 2 : -1;
    } else i += byte === 0 ? 1 : 3; // 01 and 02 can only be the last byte of one
  }
  return -1;
}

function hasOtherThanZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (byteAt(bytes, i) !== 0) return true;
  return false;
}

/** @throws ParseError `bad-value` at a sequence that {@link findForbiddenSequence} finds */
export function checkNalUnitBytes(bytes: Uint8Array, start: number, end: number): void {
  const at = findForbiddenSequence(bytes, start, end);
  if (at >= 0) throw new ParseError('bad-value', at, `00 00 0${byteAt(bytes, at + 2)} inside a NAL unit`);
}
