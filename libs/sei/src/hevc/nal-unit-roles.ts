import type { NalUnitRole, NalUnitRoles } from '../nal-unit-roles.js';
import { byteAt } from '../bytes/byte-at.js';
import { HevcNalUnitType } from '../nal-unit.js';

const FIRST_SLICE_SEGMENT_IN_PIC = 0x80;

/** Tells a picture's first slice by first_slice_segment_in_pic_flag. Specification: ITU-T H.265, 7.4.2.4.4. */
export class HevcNalUnitRoles implements NalUnitRoles {
  roleOf(nal: Uint8Array): NalUnitRole {
    if (nal.length < 2) return 'appendix';
    const type = typeOf(nal);
    const isBaseLayer = layerOf(nal) === 0;
    if (type <= HevcNalUnitType.lastVcl) {
      const isFirst = nal.length > 2 && (byteAt(nal, 2) & FIRST_SLICE_SEGMENT_IN_PIC) !== 0;
      return isBaseLayer && isFirst ? 'first-slice' : 'slice';
    }
    if (type === HevcNalUnitType.endOfSequence || type === HevcNalUnitType.endOfBitstream) return 'ending';
    if (!isBaseLayer) return 'appendix';
    if (type === HevcNalUnitType.accessUnitDelimiter) return 'opening';
    return beginsAccessUnit(type) ? 'prelude' : 'appendix';
  }

  isRandomAccess(nal: Uint8Array): boolean {
    const type = typeOf(nal);
    return layerOf(nal) === 0 && type >= HevcNalUnitType.blaWLp && type <= HevcNalUnitType.lastIrap;
  }
}

const typeOf = (nal: Uint8Array): number => (byteAt(nal, 0) >> 1) & 0x3f;
const layerOf = (nal: Uint8Array): number => ((byteAt(nal, 0) & 1) << 5) | (byteAt(nal, 1) >> 3);

/** Parameter sets, prefix SEI, reserved 41 to 44, unspecified 48 to 55. */
const beginsAccessUnit = (type: number): boolean =>
  type <= HevcNalUnitType.pps ||
  type === HevcNalUnitType.prefixSei ||
  (type >= 41 && type <= 44) ||
  (type >= 48 && type <= 55);
