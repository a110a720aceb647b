import { writeNalLength } from './avcc.js';
import { byteAt } from './bytes/byte-at.js';
import type { NalFraming } from './nal-framing.js';
import {
  AvcNalUnitType,
  HevcNalUnitType,
  isIdrType,
  isSeiType,
  nalUnitTypeOf,
  type VideoCodec,
} from './nal-unit.js';
import { walkNalStarts, walkNalUnits } from './nal-unit-walk.js';
import type { ParseError } from './parse-error.js';
import type { SeiMessage } from './sei-message.js';
import { readSeiTolerantly } from './sei-nal-unit.js';

/** zero_byte and start_code_prefix_one_3bytes: the long form, since the SEI may become the first of the picture. */
const START_CODE = Uint8Array.of(0, 0, 0, 1);

const prefixSize = (framing: NalFraming): number =>
  framing.kind === 'annex-b' ? START_CODE.length : framing.lengthSize;

/**
 * NAL units that SEI must come before: the first slice (H.264 types 1 to 5), its prefix (14), slices of other layers, and
 * what ends a sequence. In H.265 every VCL NAL unit and the ends of sequence and bitstream.
 */
function followsSei(type: number, codec: VideoCodec): boolean {
  if (codec === 'h265') {
    return (
      type <= HevcNalUnitType.lastVcl ||
      type === HevcNalUnitType.endOfSequence ||
      type === HevcNalUnitType.endOfBitstream
    );
  }
  return (
    (type >= AvcNalUnitType.slice && type <= AvcNalUnitType.idrSlice) ||
    type === AvcNalUnitType.prefix ||
    type === AvcNalUnitType.endOfSequence ||
    type === AvcNalUnitType.endOfStream ||
    (type >= AvcNalUnitType.auxiliarySlice && type <= AvcNalUnitType.sliceExtension3d)
  );
}

/** Where SEI goes into an access unit. */
export type SeiPlace = {
  /** Byte offset of the insertion: the start code or length of the NAL unit that must come after. */
  readonly offset: number;
  /** H.265 nuh_temporal_id_plus1 of that NAL unit; 1 in H.264, and when there is none. */
  readonly temporalIdPlus1: number;
};

/**
 * Directly before the first slice (or its prefix NAL unit), so after access unit delimiter, parameter sets and any SEI
 * already there; at the end when there is no slice. Specification: ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.4.4.
 * @throws ParseError where the framing is broken before that place
 */
export function findSeiPlace(
  accessUnit: Uint8Array,
  framing: NalFraming,
  codec: VideoCodec = 'h264',
): SeiPlace {
  let offset = accessUnit.length;
  let temporalIdPlus1 = 1;
  walkNalStarts(accessUnit, framing, (start, unitStart) => {
    if (!followsSei(nalUnitTypeOf(byteAt(accessUnit, start), codec), codec)) return false;
    offset = unitStart;
    if (codec === 'h265' && start + 1 < accessUnit.length)
      temporalIdPlus1 = byteAt(accessUnit, start + 1) & 7;
    return true;
  });
  return { offset, temporalIdPlus1 };
}

/** Bytes that the NAL units take in an access unit of this framing. */
export function framedSize(nals: readonly Uint8Array[], framing: NalFraming): number {
  let size = nals.length * prefixSize(framing);
  for (const nal of nals) size += nal.length;
  return size;
}

/**
 * Writes SEI NAL units with their start codes or lengths, for writers that copy the access unit anyway (with
 * {@link findSeiPlace}). In H.265 their TemporalId becomes that of the picture (7.4.2.2), so that they leave the stream
 * with it when a temporal sub-layer is dropped.
 * @returns the offset behind them
 * @throws RangeError when one is too long for the framing's length field
 */
export function writeFramedSei(
  target: Uint8Array,
  offset: number,
  nals: readonly Uint8Array[],
  framing: NalFraming,
  codec: VideoCodec,
  temporalIdPlus1: number,
): number {
  let at = offset;
  for (const nal of nals) {
    if (framing.kind === 'annex-b') target.set(START_CODE, at);
    else writeNalLength(target, at, nal.length, framing.lengthSize);
    at += prefixSize(framing);
    target.set(nal, at);
    if (codec === 'h265' && nal.length > 1) {
      target[at + 1] = (byteAt(nal, 1) & 0xf8) | Math.max(byteAt(nal, 1) & 7, temporalIdPlus1);
    }
    at += nal.length;
  }
  return at;
}

/**
 * The access unit with SEI NAL units put in at {@link findSeiPlace}, in their order: one allocation, one copy. The same
 * instance when there is nothing to put in.
 * @throws ParseError where the framing is broken; RangeError when a NAL unit is too long for its length field
 */
export function insertSei(
  accessUnit: Uint8Array,
  seiNalUnits: readonly Uint8Array[],
  framing: NalFraming,
  codec: VideoCodec = 'h264',
): Uint8Array {
  if (seiNalUnits.length === 0) return accessUnit;
  const { offset, temporalIdPlus1 } = findSeiPlace(accessUnit, framing, codec);
  const result = new Uint8Array(accessUnit.length + framedSize(seiNalUnits, framing));
  if (offset > 0) result.set(accessUnit.subarray(0, offset));
  const behind = writeFramedSei(result, offset, seiNalUnits, framing, codec, temporalIdPlus1);
  result.set(accessUnit.subarray(offset), behind);
  return result;
}

/**
 * The same as {@link insertSei} in pieces, those of the access unit as views of it: nothing of its size is allocated, for writers
 * that copy the access unit anyway.
 * @throws ParseError where the framing is broken; RangeError when a NAL unit is too long for its length field
 */
export function insertSeiInPieces(
  accessUnit: Uint8Array,
  seiNalUnits: readonly Uint8Array[],
  framing: NalFraming,
  codec: VideoCodec = 'h264',
): Uint8Array[] {
  if (seiNalUnits.length === 0) return [accessUnit];
  const { offset, temporalIdPlus1 } = findSeiPlace(accessUnit, framing, codec);
  const sei = new Uint8Array(framedSize(seiNalUnits, framing));
  writeFramedSei(sei, 0, seiNalUnits, framing, codec, temporalIdPlus1);
  return [accessUnit.subarray(0, offset), sei, accessUnit.subarray(offset)].filter(
    ({ length }) => length > 0,
  );
}

/** Whether there is any SEI NAL unit: the fast path for the many pictures without. @throws ParseError broken framing */
export function hasSei(accessUnit: Uint8Array, framing: NalFraming, codec: VideoCodec = 'h264'): boolean {
  let found = false;
  walkNalStarts(accessUnit, framing, (start) => {
    found = isSeiType(nalUnitTypeOf(byteAt(accessUnit, start), codec), codec);
    return found;
  });
  return found;
}

/**
 * Whether there is a slice of an IDR picture (H.264 nal_unit_type 5, H.265 19 and 20), whatever a container says of it.
 * @throws ParseError where the framing is broken before it
 */
export function hasIdr(accessUnit: Uint8Array, framing: NalFraming, codec: VideoCodec = 'h264'): boolean {
  let found = false;
  walkNalStarts(accessUnit, framing, (start) => {
    found = isIdrType(nalUnitTypeOf(byteAt(accessUnit, start), codec), codec);
    return found;
  });
  return found;
}

/** Told of every malformed SEI NAL unit; its offset counts from the start of the access unit. */
export type OnMalformedSei = (error: ParseError) => void;

/**
 * All messages of all SEI NAL units, wherever they stand. One malformed SEI NAL unit does not hide the others: what is
 * readable before its fault is kept, and the fault goes to `onMalformed`.
 * @throws ParseError only where the framing itself is broken
 */
export function extractSei(
  accessUnit: Uint8Array,
  framing: NalFraming,
  codec: VideoCodec = 'h264',
  onMalformed?: OnMalformedSei,
): SeiMessage[] {
  const messages: SeiMessage[] = [];
  walkNalUnits(accessUnit, framing, (start, end) => {
    if (!isSeiType(nalUnitTypeOf(byteAt(accessUnit, start), codec), codec)) return;
    const error = readSeiTolerantly(accessUnit.subarray(start, end), codec, start, messages);
    if (error !== undefined) onMalformed?.(error);
  });
  return messages;
}
