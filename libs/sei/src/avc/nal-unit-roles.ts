import type { NalUnitRole, NalUnitRoles } from '../nal-unit-roles.js';
import { byteAt } from '../bytes/byte-at.js';
import { AvcNalUnitType } from '../nal-unit.js';
import { unlessMalformed } from '../unless-malformed.js';
import { AvcParameterSets } from './parameter-sets.js';
import { readSliceHeader, readSliceStart, type SliceHeader, type SliceStart } from './slice-header.js';

/** Everything but slices, by nal_unit_type. Specification: ITU-T H.264, 7.4.1.2.3. */
const ROLES: ReadonlyMap<number, NalUnitRole> = new Map([
  [AvcNalUnitType.dataPartitionB, 'slice'],
  [AvcNalUnitType.dataPartitionC, 'slice'],
  [AvcNalUnitType.sei, 'prelude'],
  [AvcNalUnitType.sps, 'prelude'],
  [AvcNalUnitType.pps, 'prelude'],
  [AvcNalUnitType.accessUnitDelimiter, 'opening'],
  [AvcNalUnitType.endOfSequence, 'ending'],
  [AvcNalUnitType.endOfStream, 'ending'],
  [AvcNalUnitType.spsExtension, 'prelude'],
  // A prefix stands before every slice of the base layer, not only the first.
  [AvcNalUnitType.prefix, 'prelude'],
  [AvcNalUnitType.subsetSps, 'prelude'],
  [16, 'prelude'],
  [17, 'prelude'],
  [18, 'prelude'],
  // Other layers and views follow the base layer's slices in the same access unit.
  [AvcNalUnitType.auxiliarySlice, 'slice'],
  [AvcNalUnitType.sliceExtension, 'slice'],
  [AvcNalUnitType.sliceExtension3d, 'slice'],
]);

type Slice = { readonly start: SliceStart; readonly header: SliceHeader | undefined };

/** Tells a picture's first slice by comparing headers, whatever the order of slices: H.264 7.4.1.2.4. */
export class AvcNalUnitRoles implements NalUnitRoles {
  readonly #parameterSets = new AvcParameterSets();
  /** The newest primary coded picture, as far as it was seen. */
  #picture: { readonly first: Slice; readonly last: Slice } | undefined;

  roleOf(nal: Uint8Array): NalUnitRole {
    const type = nal.length === 0 ? 0 : byteAt(nal, 0) & 0x1f;
    const role = ROLES.get(type);
    if (type === AvcNalUnitType.sps || type === AvcNalUnitType.pps) {
      unlessMalformed(() => this.#parameterSets.add(nal));
    }
    if (role !== undefined) return role;
    const isSlice = type === AvcNalUnitType.slice || type === AvcNalUnitType.dataPartitionA;
    return isSlice || type === AvcNalUnitType.idrSlice ? this.#sliceRole(nal) : 'appendix';
  }

  isRandomAccess(nal: Uint8Array): boolean {
    return (byteAt(nal, 0) & 0x1f) === AvcNalUnitType.idrSlice;
  }

  #sliceRole(nal: Uint8Array): NalUnitRole {
    const start = unlessMalformed(() => readSliceStart(nal));
    if (start === undefined) return 'slice';
    const header = unlessMalformed(() => readSliceHeader(nal, this.#parameterSets));
    // A redundant picture repeats the primary one before it.
    if (header !== undefined && header.redundantPicCnt > 0) return 'slice';
    const slice = { start, header };
    const picture = this.#picture;
    if (picture !== undefined && !differ(picture.last, slice) && !repeats(picture.first, slice)) {
      this.#picture = { first: picture.first, last: slice };
      return 'slice';
    }
    this.#picture = { first: slice, last: slice };
    return 'first-slice';
  }
}

/** Whether two slices that follow each other are of different pictures. */
function differ(a: Slice, b: Slice): boolean {
  if (startsDiffer(a.start, b.start)) return true;
  if (a.header === undefined || b.header === undefined) return b.start.firstMbInSlice === 0;
  return headersDiffer(a.header, b.header);
}

/**
 * Whether a slice begins where its picture began. Streams that were cut and joined, or come from encoders that do not count
 * idr_pic_id, have neighbours with the same header; no picture codes a macroblock of one colour plane twice.
 */
const repeats = (first: Slice, slice: Slice): boolean =>
  first.start.firstMbInSlice === slice.start.firstMbInSlice &&
  first.header?.colourPlaneId === slice.header?.colourPlaneId;

const startsDiffer = (a: SliceStart, b: SliceStart): boolean =>
  a.ppsId !== b.ppsId || a.isIdr !== b.isIdr || (a.nalRefIdc === 0) !== (b.nalRefIdc === 0);

/** Fields that are absent are 0 in both, so each comparison holds for its own pic_order_cnt_type alone. */
const headersDiffer = (a: SliceHeader, b: SliceHeader): boolean =>
  a.frameNum !== b.frameNum ||
  a.fieldPic !== b.fieldPic ||
  a.bottomField !== b.bottomField ||
  a.idrPicId !== b.idrPicId ||
  a.picOrderCntLsb !== b.picOrderCntLsb ||
  a.deltaPicOrderCntBottom !== b.deltaPicOrderCntBottom ||
  a.deltaPicOrderCnt[0] !== b.deltaPicOrderCnt[0] ||
  a.deltaPicOrderCnt[1] !== b.deltaPicOrderCnt[1];
