import { BitReader } from '../bytes/bit-reader.js';
import { byteAt } from '../bytes/byte-at.js';
import { removeEmulationPrevention } from '../emulation-prevention.js';
import { AvcNalUnitType } from '../nal-unit.js';
import { ParseError } from '../parse-error.js';

/** What a slice header needs of pic_parameter_set_rbsp(). Specification: ITU-T H.264, 7.3.2.2. */
export type Pps = {
  readonly id: number;
  readonly spsId: number;
  /** entropy_coding_mode_flag: CABAC. */
  readonly cabac: boolean;
  readonly bottomFieldPicOrderInFramePresent: boolean;
  /** num_ref_idx_l0_default_active_minus1 + 1 and the same for l1. */
  readonly defaultRefIdxCounts: readonly [number, number];
  readonly weightedPred: boolean;
  readonly weightedBipredIdc: number;
  readonly redundantPicCntPresent: boolean;
};

/**
 * @param nal the whole NAL unit, with header and emulation prevention
 * @throws ParseError, with offsets that do not count emulation prevention bytes
 */
export function readPps(nal: Uint8Array): Pps {
  if (nal.length === 0) throw new ParseError('truncated', 0, 'empty NAL unit');
  const type = byteAt(nal, 0) & 0x1f;
  if (type !== AvcNalUnitType.pps) throw new ParseError('bad-value', 0, `nal_unit_type ${type} is not PPS`);
  const bits = new BitReader(removeEmulationPrevention(nal));
  bits.skip(8);
  const id = bits.ueMax(255, 'pic_parameter_set_id');
  const spsId = bits.ueMax(31, 'seq_parameter_set_id');
  const cabac = bits.flag();
  const bottomFieldPicOrderInFramePresent = bits.flag();
  const sliceGroups = 1 + bits.ueMax(7, 'num_slice_groups_minus1');
  if (sliceGroups > 1) skipSliceGroups(bits, sliceGroups);
  const defaultRefIdxCounts = [
    1 + bits.ueMax(31, 'num_ref_idx_l0_default_active_minus1'),
    1 + bits.ueMax(31, 'num_ref_idx_l1_default_active_minus1'),
  ] as const;
  const weightedPred = bits.flag();
  const weightedBipredIdc = bits.u(2);
  for (let i = 0; i < 3; i++) bits.se(); // pic_init_qp_minus26, pic_init_qs_minus26, chroma_qp_index_offset
  bits.skip(2); // deblocking_filter_control_present_flag, constrained_intra_pred_flag
  return {
    id,
    spsId,
    cabac,
    bottomFieldPicOrderInFramePresent,
    defaultRefIdxCounts,
    weightedPred,
    weightedBipredIdc,
    redundantPicCntPresent: bits.flag(),
  };
}

function skipSliceGroups(bits: BitReader, count: number): void {
  const mapType = bits.ueMax(6, 'slice_group_map_type');
  if (mapType === 0) {
    for (let group = 0; group < count; group++) bits.ue(); // run_length_minus1
  } else if (mapType === 2) {
    for (let group = 0; group < 2 * (count - 1); group++) bits.ue(); // top_left, bottom_right
  } else if (mapType === 6) {
    const mapUnits = 1 + bits.ue();
    bits.skip(mapUnits * Math.ceil(Math.log2(count))); // slice_group_id
  } else if (mapType !== 1) {
    bits.skip(1); // slice_group_change_direction_flag
    bits.ue(); // slice_group_change_rate_minus1
  }
}
