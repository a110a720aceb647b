import { BitReader } from '../bytes/bit-reader.js';
import { removeEmulationPrevention } from '../emulation-prevention.js';
import { HevcNalUnitType, type HevcNalUnitHeader, readHevcNalUnitHeader } from '../nal-unit.js';
import type { PictureOrder, PictureOrderCounter } from '../picture-order.js';
import { unlessMalformed } from '../unless-malformed.js';
import { readHevcPps, type HevcPps } from './pps.js';
import { readHevcSps, type HevcSps } from './sps.js';

/** The fields read of a slice header take less than this. */
const HEADER_BYTES = 96;
const FIRST_IRAP = HevcNalUnitType.blaWLp;
/** The last nal_unit_type of IRAP pictures, reserved ones included. */
const LAST_RESERVED_IRAP = 23;
const LAST_BLA = 18;
/** Types up to 14 that are even, and 6 to 9, are no references for others of their sub-layer. */
const FIRST_LEADING = 6;
const LAST_LEADING = 9;
const LAST_SUB_LAYER_NON_REFERENCE = 14;

/** Decoding process for picture order count. Specification: ITU-T H.265, 8.3.1. */
export class HevcPictureOrderCounter implements PictureOrderCounter {
  readonly #sps = new Map<number, HevcSps>();
  readonly #pps = new Map<number, HevcPps>();
  /** prevTid0Pic: PicOrderCnt of the last picture that those after it count from. */
  #previous = 0;
  /** The next picture is the first, or follows an end of sequence. */
  #begins = true;

  push(nalUnits: readonly Uint8Array[]): PictureOrder | undefined {
    let order: PictureOrder | undefined;
    let ends = false;
    for (const nal of nalUnits) {
      const header = unlessMalformed(() => readHevcNalUnitHeader(nal));
      if (header === undefined || header.nuhLayerId !== 0) continue;
      order ??= unlessMalformed(() => this.#read(nal, header));
      ends ||=
        header.nalUnitType === HevcNalUnitType.endOfSequence ||
        header.nalUnitType === HevcNalUnitType.endOfBitstream;
    }
    if (order !== undefined) this.#begins = false;
    this.#begins ||= ends;
    return order;
  }

  #read(nal: Uint8Array, header: HevcNalUnitHeader): PictureOrder | undefined {
    const type = header.nalUnitType;
    if (type === HevcNalUnitType.sps) {
      const sps = readHevcSps(nal);
      this.#sps.set(sps.id, sps);
    } else if (type === HevcNalUnitType.pps) {
      const pps = readHevcPps(nal);
      this.#pps.set(pps.id, pps);
    }
    return type <= HevcNalUnitType.lastVcl ? this.#readSlice(nal, header) : undefined;
  }

  #readSlice(nal: Uint8Array, header: HevcNalUnitHeader): PictureOrder {
    const type = header.nalUnitType;
    const isIrap = type >= FIRST_IRAP && type <= LAST_RESERVED_IRAP;
    const isIdr = type === HevcNalUnitType.idrWRadl || type === HevcNalUnitType.idrNLp;
    const bits = new BitReader(removeEmulationPrevention(nal.subarray(0, HEADER_BYTES)));
    bits.skip(16);
    if (!bits.flag()) throw bits.error('unsupported', 'not the first slice segment of its picture');
    if (isIrap) bits.skip(1); // no_output_of_prior_pics_flag
    const pps = this.#pps.get(bits.ueMax(63, 'slice_pic_parameter_set_id'));
    const sps = pps && this.#sps.get(pps.spsId);
    if (!pps || !sps) throw bits.error('missing-parameter-set', 'PPS or its SPS');
    bits.skip(pps.extraSliceHeaderBits);
    bits.ueMax(2, 'slice_type');
    if (pps.outputFlagPresent) bits.skip(1);
    if (sps.separateColourPlanes) bits.skip(2);
    const lsb = isIdr ? 0 : bits.u(sps.picOrderCntLsbBits);
    // NoRaslOutputFlag: IDR and BLA pictures, and any IRAP picture that nothing before it can be used with.
    const startsSequence = isIdr || (isIrap && (type <= LAST_BLA || this.#begins));
    const picOrderCnt = startsSequence ? lsb : fullCount(lsb, this.#previous, 2 ** sps.picOrderCntLsbBits);
    if (header.temporalId === 0 && isCountedFrom(type)) this.#previous = picOrderCnt;
    return {
      startsSequence,
      picOrderCnt,
      isField: false,
      ...(sps.frameRate && { frameRate: sps.frameRate }),
    };
  }
}

function fullCount(lsb: number, previous: number, range: number): number {
  const previousLsb = ((previous % range) + range) % range;
  const msb = previous - previousLsb;
  if (lsb < previousLsb && previousLsb - lsb >= range / 2) return msb + range + lsb;
  if (lsb > previousLsb && lsb - previousLsb > range / 2) return msb - range + lsb;
  return msb + lsb;
}

/** Neither leading (RADL, RASL) nor a sub-layer non-reference picture. */
const isCountedFrom = (type: number): boolean =>
  !(type >= FIRST_LEADING && type <= LAST_LEADING) &&
  !(type <= LAST_SUB_LAYER_NON_REFERENCE && type % 2 === 0);
