import { byteAt } from '../bytes/byte-at.js';
import { AvcNalUnitType } from '../nal-unit.js';
import type { PictureOrder, PictureOrderCounter } from '../picture-order.js';
import { unlessMalformed } from '../unless-malformed.js';
import { AvcParameterSets } from './parameter-sets.js';
import { clearsAllReferences } from './reference-marking.js';
import { readSliceHeader, type SliceHeader } from './slice-header.js';
import type { Sps } from './sps.js';

/** TopFieldOrderCnt and BottomFieldOrderCnt; a field has only its own. */
type FieldOrderCnts = { readonly top: number; readonly bottom: number };

/** What the next picture counts from. */
type Previous = {
  /** prevPicOrderCntMsb and prevPicOrderCntLsb of the last reference picture, type 0. */
  readonly msb: number;
  readonly lsb: number;
  /** prevFrameNum and prevFrameNumOffset of the last picture, types 1 and 2. */
  readonly frameNum: number;
  readonly frameNumOffset: number;
};

const START: Previous = { msb: 0, lsb: 0, frameNum: 0, frameNumOffset: 0 };

/** Decoding process for picture order count. Specification: ITU-T H.264, 8.2.1. */
export class AvcPictureOrderCounter implements PictureOrderCounter {
  readonly #parameterSets = new AvcParameterSets();
  #previous = START;

  push(nalUnits: readonly Uint8Array[]): PictureOrder | undefined {
    for (const nal of nalUnits) {
      const order = unlessMalformed(() => this.#read(nal));
      if (order !== undefined) return order;
    }
    return undefined;
  }

  #read(nal: Uint8Array): PictureOrder | undefined {
    const type = nal.length === 0 ? 0 : byteAt(nal, 0) & 0x1f;
    this.#parameterSets.add(nal);
    if (
      type !== AvcNalUnitType.slice &&
      type !== AvcNalUnitType.dataPartitionA &&
      type !== AvcNalUnitType.idrSlice
    ) {
      return undefined;
    }
    const header = readSliceHeader(nal, this.#parameterSets);
    const sps = this.#parameterSets.get(header.ppsId)?.sps as Sps; // the header could be read
    const clears = unlessMalformed(() => clearsAllReferences(nal, this.#parameterSets)) ?? false;
    return { ...this.#count(header, sps, clears), ...(sps.frameRate && { frameRate: sps.frameRate }) };
  }

  #count(header: SliceHeader, sps: Sps, clears: boolean): Omit<PictureOrder, 'frameRate'> {
    const previous = header.isIdr ? START : this.#previous;
    const counted =
      sps.picOrderCntType === 0 ? countType0(header, sps, previous) : countFrames(header, sps, previous);
    const { counts, next } = counted;
    const picOrderCnt = orderOf(header, counts);
    this.#previous = clears ? afterClearing(header, counts, picOrderCnt) : next;
    return {
      startsSequence: header.isIdr || clears,
      // After operation 5 the picture itself counts as the first of the new sequence, 8.2.1.
      picOrderCnt: clears ? 0 : picOrderCnt,
      isField: header.fieldPic,
    };
  }
}

/** PicOrderCnt(), equation 8-1. */
function orderOf({ fieldPic, bottomField }: SliceHeader, { top, bottom }: FieldOrderCnts): number {
  if (!fieldPic) return Math.min(top, bottom);
  return bottomField ? bottom : top;
}

type Counted = { readonly counts: FieldOrderCnts; readonly next: Previous };

/** pic_order_cnt_type 0: the low bits are in the slice header. 8.2.1.1 */
function countType0(header: SliceHeader, sps: Sps, previous: Previous): Counted {
  const lsb = header.picOrderCntLsb;
  const range = 2 ** sps.picOrderCntLsbBits;
  let { msb } = previous;
  if (lsb < previous.lsb && previous.lsb - lsb >= range / 2) msb += range;
  else if (lsb > previous.lsb && lsb - previous.lsb > range / 2) msb -= range;
  const top = msb + lsb;
  const next = header.nalRefIdc === 0 ? previous : { ...START, msb, lsb };
  return { counts: { top, bottom: top + header.deltaPicOrderCntBottom }, next };
}

/** Types 1 and 2 count by frame_num. 8.2.1.2 and 8.2.1.3 */
function countFrames(header: SliceHeader, sps: Sps, previous: Previous): Counted {
  const wrapped = previous.frameNum > header.frameNum;
  const frameNumOffset = previous.frameNumOffset + (wrapped ? 2 ** sps.frameNumBits : 0);
  const frame = frameNumOffset + header.frameNum;
  const counts = sps.picOrderCntCycle
    ? countType1(header, sps.picOrderCntCycle, frame)
    : countType2(header, frame);
  return { counts, next: { ...START, frameNum: header.frameNum, frameNumOffset } };
}

function countType1(
  header: SliceHeader,
  cycle: NonNullable<Sps['picOrderCntCycle']>,
  frame: number,
): FieldOrderCnts {
  const { offsetForRefFrame, offsetForNonRefPic, offsetForTopToBottomField } = cycle;
  const length = offsetForRefFrame.length;
  // absFrameNum: pictures that are no reference are counted with the reference before them.
  const absolute = length === 0 ? 0 : Math.max(0, header.nalRefIdc === 0 ? frame - 1 : frame);
  let expected = 0;
  if (absolute > 0) {
    const cycles = Math.floor((absolute - 1) / length);
    const inCycle = (absolute - 1) % length;
    const sum = (offsets: readonly number[]): number => offsets.reduce((total, offset) => total + offset, 0);
    expected = cycles * sum(offsetForRefFrame) + sum(offsetForRefFrame.slice(0, inCycle + 1));
  }
  if (header.nalRefIdc === 0) expected += offsetForNonRefPic;
  const [first, second] = header.deltaPicOrderCnt;
  const top = expected + first;
  if (!header.fieldPic) return { top, bottom: top + offsetForTopToBottomField + second };
  return { top, bottom: expected + offsetForTopToBottomField + first };
}

/** Output order is decoding order. */
function countType2(header: SliceHeader, frame: number): FieldOrderCnts {
  const count = header.isIdr ? 0 : 2 * frame - (header.nalRefIdc === 0 ? 1 : 0);
  return { top: count, bottom: count };
}

/** What counts for the next picture when this one cleared all references, 8.2.1 and 8.2.1.1. */
function afterClearing(header: SliceHeader, { top }: FieldOrderCnts, picOrderCnt: number): Previous {
  return { ...START, lsb: header.bottomField ? 0 : top - picOrderCnt };
}
