import type { BitReader } from '../bytes/bit-reader.js';
import type { AvcParameterSets } from './parameter-sets.js';
import type { Pps } from './pps.js';
import { openSliceHeader } from './slice-header.js';
import type { Sps } from './sps.js';

/** 32 references in two lists with explicit weights stay under this; the slice data is left alone. */
const HEADER_BYTES = 4096;

const P = 0;
const B = 1;
const I = 2;
const SP = 3;
const SI = 4;
const CLEAR_ALL = 5;

/**
 * Whether the picture has memory_management_control_operation 5: it ends the sequence as an IDR picture would.
 * Specification: ITU-T H.264, 7.3.3 and 7.4.3.3.
 * @param nal the first slice of a picture, type 1 or 2
 * @throws ParseError as readSliceHeader, and `truncated` for an incomplete slice header
 */
export function clearsAllReferences(nal: Uint8Array, parameterSets: AvcParameterSets): boolean {
  const { header, bits, sps, pps } = openSliceHeader(nal, parameterSets, HEADER_BYTES);
  if (header.nalRefIdc === 0 || header.isIdr) return false;
  const sliceType = header.sliceType % 5;
  if (sliceType === B) bits.skip(1); // direct_spatial_mv_pred_flag
  const counts = readRefIdxCounts(bits, pps, sliceType);
  skipRefPicListModification(bits, sliceType);
  const weighted = sliceType === B ? pps.weightedBipredIdc === 1 : pps.weightedPred;
  if (weighted && sliceType !== I && sliceType !== SI) skipPredWeights(bits, sps, counts, sliceType);
  return readMarking(bits);
}

function readRefIdxCounts(bits: BitReader, pps: Pps, sliceType: number): readonly [number, number] {
  if (sliceType !== P && sliceType !== SP && sliceType !== B) return [0, 0];
  if (!bits.flag()) return pps.defaultRefIdxCounts;
  const first = 1 + bits.ueMax(31, 'num_ref_idx_l0_active_minus1');
  return [first, sliceType === B ? 1 + bits.ueMax(31, 'num_ref_idx_l1_active_minus1') : 0];
}

function skipRefPicListModification(bits: BitReader, sliceType: number): void {
  if (sliceType === I || sliceType === SI) return;
  for (let list = 0; list < (sliceType === B ? 2 : 1); list++) {
    // modification_of_pic_nums_idc 3 ends the list, the others have one operand.
    if (bits.flag()) while (bits.ueMax(5, 'modification_of_pic_nums_idc') !== 3) bits.ue();
  }
}

function skipPredWeights(
  bits: BitReader,
  sps: Sps,
  counts: readonly [number, number],
  sliceType: number,
): void {
  const hasChroma = sps.chromaFormat !== 0 && !sps.separateColourPlanes;
  bits.ueMax(7, 'luma_log2_weight_denom');
  if (hasChroma) bits.ueMax(7, 'chroma_log2_weight_denom');
  for (const count of sliceType === B ? counts : counts.slice(0, 1)) {
    for (let reference = 0; reference < count; reference++) {
      if (bits.flag()) skipSigned(bits, 2);
      if (hasChroma && bits.flag()) skipSigned(bits, 4);
    }
  }
}

function skipSigned(bits: BitReader, count: number): void {
  for (let i = 0; i < count; i++) bits.se();
}

/** dec_ref_pic_marking() of a picture that is not IDR, 7.3.3.3. */
function readMarking(bits: BitReader): boolean {
  let clears = false;
  if (!bits.flag()) return clears;
  for (;;) {
    const operation = bits.ueMax(6, 'memory_management_control_operation');
    if (operation === 0) return clears;
    if (operation === CLEAR_ALL) clears = true;
    else bits.ue();
    if (operation === 3) bits.ue();
  }
}
