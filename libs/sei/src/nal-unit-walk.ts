import { findStartCode, firstStartCode, trimTrailingZeros } from './annex-b.js';
import { readNalLength } from './avcc.js';
import { byteAt } from './bytes/byte-at.js';
import type { NalFraming, NalLengthSize } from './nal-framing.js';

/**
 * One NAL unit of an access unit: its bytes are `start..end`; its start code (with one zero_byte, where there is one)
 * or length begins at `unitStart`. Answering true ends the walk.
 */
export type NalVisit = (start: number, end: number, unitStart: number) => boolean | void;

/**
 * Calls `visit` for every NAL unit that is not empty, without making a view of any.
 * @throws ParseError `truncated` or `bad-signature` where the framing is broken
 */
export function walkNalUnits(accessUnit: Uint8Array, framing: NalFraming, visit: NalVisit): void {
  if (framing.kind === 'annex-b') walkAnnexB(accessUnit, visit);
  else walkLengthPrefixed(accessUnit, framing.lengthSize, visit);
}

/**
 * As {@link walkNalUnits}, for who needs no ends: in a byte stream the end of a slice, which may be the whole picture, is
 * looked for only when the walk goes on.
 */
export function walkNalStarts(
  accessUnit: Uint8Array,
  framing: NalFraming,
  visit: (start: number, unitStart: number) => boolean,
): void {
  if (framing.kind === 'length-prefixed') {
    walkLengthPrefixed(accessUnit, framing.lengthSize, (start, _end, unitStart) => visit(start, unitStart));
    return;
  }
  let startCode = firstStartCode(accessUnit);
  while (startCode >= 0) {
    const start = startCode + 3;
    if (!isEmptyAt(accessUnit, start) && visit(start, unitStartOf(accessUnit, startCode))) return;
    startCode = findStartCode(accessUnit, start);
  }
}

/** Only zeros, or another start code: no NAL unit header of either codec is two zero bytes that mean anything to us. */
const isEmptyAt = (bytes: Uint8Array, start: number): boolean => !bytes[start] && !bytes[start + 1];

const unitStartOf = (bytes: Uint8Array, startCode: number): number =>
  startCode > 0 && byteAt(bytes, startCode - 1) === 0 ? startCode - 1 : startCode;

function walkAnnexB(bytes: Uint8Array, visit: NalVisit): void {
  let startCode = firstStartCode(bytes);
  while (startCode >= 0) {
    const unitStart = unitStartOf(bytes, startCode);
    const start = startCode + 3;
    startCode = findStartCode(bytes, start);
    const end = trimTrailingZeros(bytes, start, startCode < 0 ? bytes.length : startCode);
    if (end > start && visit(start, end, unitStart) === true) return;
  }
}

function walkLengthPrefixed(sample: Uint8Array, lengthSize: NalLengthSize, visit: NalVisit): void {
  let offset = 0;
  while (offset < sample.length) {
    const start = offset + lengthSize;
    const end = start + readNalLength(sample, offset, lengthSize);
    if (end > start && visit(start, end, offset) === true) return;
    offset = end;
  }
}
