import { byteAt } from './bytes/byte-at.js';
import { addEmulationPrevention, removeEmulationPrevention } from './emulation-prevention.js';
import { AvcNalUnitType, HevcNalUnitType, isSeiType, nalUnitTypeOf, type VideoCodec } from './nal-unit.js';
import { ParseError } from './parse-error.js';
import { seiMessages, writeSeiMessages, type SeiMessage } from './sei-message.js';

/** nal_ref_idc 0; in H.265 a prefix SEI of layer 0 and TemporalId 0. */
export const SEI_HEADER: Readonly<Record<VideoCodec, readonly number[]>> = {
  h264: [AvcNalUnitType.sei],
  h265: [HevcNalUnitType.prefixSei << 1, 1],
};

/**
 * Every message of an SEI NAL unit, in H.265 prefix or suffix.
 * @throws ParseError `bad-value` when it is no SEI NAL unit; as {@link readSeiMessages}, with offsets that do not
 * count emulation prevention bytes
 */
export function readSeiNalUnit(nal: Uint8Array, codec: VideoCodec = 'h264'): SeiMessage[] {
  const headerSize = codec === 'h264' ? 1 : 2;
  if (nal.length < headerSize) throw new ParseError('truncated', nal.length, 'NAL unit header');
  const type = nalUnitTypeOf(byteAt(nal, 0), codec);
  if (!isSeiType(type, codec)) throw new ParseError('bad-value', 0, `nal_unit_type ${type} is not SEI`);
  return [...seiMessages(removeEmulationPrevention(nal.subarray(headerSize)), headerSize)];
}

/**
 * Inverse of {@link readSeiNalUnit}: one SEI NAL unit with all the messages. Widespread players read only the first of a NAL unit.
 */
export function writeSeiNalUnit(messages: readonly SeiMessage[], codec: VideoCodec = 'h264'): Uint8Array {
  return wrapSeiMessages(SEI_HEADER[codec], messages);
}

/** The messages behind the given NAL unit header. */
export function wrapSeiMessages(header: ArrayLike<number>, messages: readonly SeiMessage[]): Uint8Array {
  const rbsp = writeSeiMessages(messages);
  const nal = new Uint8Array(header.length + rbsp.length);
  nal.set(header);
  nal.set(rbsp, header.length);
  return addEmulationPrevention(nal);
}

/** Adds a NAL unit's messages to `messages` up to its first fault, which it returns. */
export function readSeiTolerantly(
  nal: Uint8Array,
  codec: VideoCodec,
  baseOffset: number,
  messages: SeiMessage[],
): ParseError | undefined {
  const headerSize = codec === 'h264' ? 1 : 2;
  const rbsp = removeEmulationPrevention(nal.subarray(headerSize));
  try {
    for (const message of seiMessages(rbsp, baseOffset + headerSize)) messages.push(message);
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  return undefined;
}
