import type { BitReader } from '../bytes/bit-reader.js';

/** Reads over `count` times st_ref_pic_set(). Specification: ITU-T H.265, 7.3.7. */
export function skipShortTermRefPicSets(bits: BitReader, count: number): void {
  let numDeltaPocs = 0;
  for (let index = 0; index < count; index++) {
    const predicted = index > 0 && bits.flag();
    numDeltaPocs = predicted ? skipPredicted(bits, numDeltaPocs) : skipExplicit(bits);
  }
}

/** NumDeltaPocs, H.265 (7-71), bounded by sps_max_dec_pic_buffering_minus1. */
const MAX_DELTA_POCS = 16;

function skipExplicit(bits: BitReader): number {
  const negative = bits.ueMax(MAX_DELTA_POCS, 'num_negative_pics');
  const positive = bits.ueMax(MAX_DELTA_POCS - negative, 'num_positive_pics');
  for (let i = 0; i < negative + positive; i++) {
    bits.ue(); // delta_poc_minus1
    bits.skip(1); // used_by_curr_pic_flag
  }
  return negative + positive;
}

/** In an SPS a set is predicted from the one before it; each of its pictures stays unless both flags say no. */
function skipPredicted(bits: BitReader, numDeltaPocs: number): number {
  bits.skip(1); // delta_rps_sign
  bits.ue(); // abs_delta_rps_minus1
  let kept = 0;
  for (let i = 0; i <= numDeltaPocs; i++) {
    const usedByCurrPic = bits.flag();
    if (usedByCurrPic || bits.flag()) kept++;
  }
  if (kept > MAX_DELTA_POCS)
    throw bits.error('bad-value', `${kept} pictures in a short-term reference picture set`);
  return kept;
}
