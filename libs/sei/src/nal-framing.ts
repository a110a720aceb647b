import { ParseError } from './parse-error.js';

/** How NAL units are told apart: by start codes (streams, TS) or by a length before each (FLV, MP4). */
export type NalFraming =
  { readonly kind: 'annex-b' } | { readonly kind: 'length-prefixed'; readonly lengthSize: NalLengthSize };

/** lengthSizeMinusOne + 1 of a decoder configuration record; 3 is reserved. ISO/IEC 14496-15, 5.3.3.1. */
export type NalLengthSize = 1 | 2 | 4;

export const ANNEX_B: NalFraming = { kind: 'annex-b' };

const FRAMINGS: Record<NalLengthSize, NalFraming> = {
  1: { kind: 'length-prefixed', lengthSize: 1 },
  2: { kind: 'length-prefixed', lengthSize: 2 },
  4: { kind: 'length-prefixed', lengthSize: 4 },
};

export const lengthPrefixed = (lengthSize: NalLengthSize): NalFraming => FRAMINGS[lengthSize];

/** Length-prefixed with four bytes, as nearly every FLV and MP4 has it. */
export const AVCC: NalFraming = FRAMINGS[4];

/** @throws ParseError `bad-value` for lengthSizeMinusOne 2, which is reserved */
export function nalLengthSize(lengthSizeMinusOne: number, offset: number): NalLengthSize {
  const size = lengthSizeMinusOne + 1;
  if (size !== 1 && size !== 2 && size !== 4) {
    throw new ParseError('bad-value', offset, `lengthSizeMinusOne ${lengthSizeMinusOne}`);
  }
  return size;
}
