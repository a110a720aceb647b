import { BitReader } from '../bytes/bit-reader.js';
import { removeEmulationPrevention } from '../emulation-prevention.js';
import { HevcNalUnitType, readHevcNalUnitHeader } from '../nal-unit.js';
import { ParseError } from '../parse-error.js';

/** What a slice header needs of pic_parameter_set_rbsp(). Specification: ITU-T H.265, 7.3.2.3.1. */
export type HevcPps = {
  readonly id: number;
  readonly spsId: number;
  readonly outputFlagPresent: boolean;
  /** num_extra_slice_header_bits */
  readonly extraSliceHeaderBits: number;
};

/** The fields read take less than this. */
const FIELD_BYTES = 16;

/**
 * @param nal the whole NAL unit, with header and emulation prevention
 * @throws ParseError, with offsets that do not count emulation prevention bytes
 */
export function readHevcPps(nal: Uint8Array): HevcPps {
  const { nalUnitType } = readHevcNalUnitHeader(nal);
  if (nalUnitType !== HevcNalUnitType.pps) {
    throw new ParseError('bad-value', 0, `nal_unit_type ${nalUnitType} is not PPS`);
  }
  const bits = new BitReader(removeEmulationPrevention(nal.subarray(0, FIELD_BYTES)));
  bits.skip(16);
  const id = bits.ueMax(63, 'pps_pic_parameter_set_id');
  const spsId = bits.ueMax(15, 'pps_seq_parameter_set_id');
  bits.skip(1); // dependent_slice_segments_enabled_flag
  return { id, spsId, outputFlagPresent: bits.flag(), extraSliceHeaderBits: bits.u(3) };
}
