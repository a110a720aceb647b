import type { BitReader } from '../bytes/bit-reader.js';

/** Reads over scaling_list_data(). Specification: ITU-T H.265, 7.3.4. */
export function skipScalingListData(bits: BitReader): void {
  for (let sizeId = 0; sizeId < 4; sizeId++) {
    const coefficients = Math.min(64, 1 << (4 + (sizeId << 1)));
    for (let matrixId = 0; matrixId < 6; matrixId += sizeId === 3 ? 3 : 1) {
      const predicted = !bits.flag();
      if (predicted)
        bits.ue(); // scaling_list_pred_matrix_id_delta
      else for (let i = sizeId > 1 ? -1 : 0; i < coefficients; i++) bits.se(); // first the DC coefficient
    }
  }
}
