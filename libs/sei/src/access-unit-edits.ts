import { fitsNalLength, writeNalLength } from './avcc.js';
import { concat } from './bytes/concat.js';
import type { NalFraming } from './nal-framing.js';
import { ParseError } from './parse-error.js';

/** `from..to` of the access unit gives way to `replacement`. */
export type Edit = { readonly from: number; readonly to: number; readonly replacement: Uint8Array };

const NOTHING = new Uint8Array(0);
const ZERO_BYTE = Uint8Array.of(0);

/** Takes a NAL unit out together with its start code or length, which begins at `unitStart`. */
export const removeNal = (end: number, unitStart: number): Edit => ({
  from: unitStart,
  to: end,
  replacement: NOTHING,
});

/**
 * Puts `nal` in the place of the NAL unit `start..end`.
 * @throws ParseError `too-large` when it no longer fits into the framing's length field
 */
export function replaceNal(
  nal: Uint8Array,
  start: number,
  end: number,
  unitStart: number,
  framing: NalFraming,
): Edit[] {
  const edits: Edit[] = [];
  if (framing.kind === 'length-prefixed') {
    const length = new Uint8Array(framing.lengthSize);
    // Only emulation prevention that the original lacked can make it longer than it was.
    if (!fitsNalLength(nal.length, framing.lengthSize))
      throw new ParseError('too-large', unitStart, 'SEI NAL unit');
    writeNalLength(length, 0, nal.length, framing.lengthSize);
    edits.push({ from: unitStart, to: start, replacement: length });
  }
  return [...edits, { from: start, to: end, replacement: nal }];
}

/** The access unit with edits made, which are given in the order of their places; the same instance without any. */
export function applyEdits(accessUnit: Uint8Array, edits: readonly Edit[], framing: NalFraming): Uint8Array {
  if (edits.length === 0) return accessUnit;
  const parts: Uint8Array[] = [];
  let copied = 0;
  for (const { from, to, replacement } of edits) {
    parts.push(accessUnit.subarray(copied, from), replacement);
    copied = to;
  }
  parts.push(accessUnit.subarray(copied));
  const result = concat(parts);
  // The first NAL unit of a picture keeps its zero_byte (B.1.2), even when the one that had it is gone.
  const lostZeroByte = framing.kind === 'annex-b' && startsShort(result) && !startsShort(accessUnit);
  return lostZeroByte ? concat([ZERO_BYTE, result]) : result;
}

const startsShort = (bytes: Uint8Array): boolean => bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 1;
