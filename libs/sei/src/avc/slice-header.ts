import { BitReader } from '../bytes/bit-reader.js';
import { removeEmulationPrevention } from '../emulation-prevention.js';
import { AvcNalUnitType, readAvcNalUnitHeader } from '../nal-unit.js';
import { ParseError } from '../parse-error.js';
import type { AvcParameterSets } from './parameter-sets.js';
import type { Pps } from './pps.js';
import type { Sps } from './sps.js';

/** The part of slice_header() that needs no parameter set. */
export type SliceStart = {
  readonly nalRefIdc: number;
  /** IdrPicFlag */
  readonly isIdr: boolean;
  readonly firstMbInSlice: number;
  /** 0 P, 1 B, 2 I, 3 SP, 4 SI; 5 to 9 are the same for all slices of the picture. */
  readonly sliceType: number;
  readonly ppsId: number;
};

/** slice_header() up to redundant_pic_cnt. Specification: ITU-T H.264, 7.3.3. Fields that are absent are 0 or false. */
export type SliceHeader = SliceStart & {
  readonly colourPlaneId: number;
  readonly frameNum: number;
  readonly fieldPic: boolean;
  readonly bottomField: boolean;
  readonly idrPicId: number;
  readonly picOrderCntType: number;
  readonly picOrderCntLsb: number;
  readonly deltaPicOrderCntBottom: number;
  readonly deltaPicOrderCnt: readonly [number, number];
  readonly redundantPicCnt: number;
};

/** The fields read here take less than this, emulation prevention included; the slice data behind them is left alone. */
const HEADER_BYTES = 96;

/**
 * @param nal a whole NAL unit of type 1, 2 or 5
 * @throws ParseError `truncated` or `bad-value`
 */
export function readSliceStart(nal: Uint8Array): SliceStart {
  return readStart(nal).start;
}

/**
 * @param nal a whole NAL unit of type 1, 2 or 5
 * @throws ParseError `missing-parameter-set` when its PPS or SPS was not seen; `truncated` or `bad-value`
 */
export function readSliceHeader(nal: Uint8Array, parameterSets: AvcParameterSets): SliceHeader {
  return openSliceHeader(nal, parameterSets, HEADER_BYTES).header;
}

/** As {@link readSliceHeader}, for a reader of what follows redundant_pic_cnt: `bits` stands there. */
export function openSliceHeader(
  nal: Uint8Array,
  parameterSets: AvcParameterSets,
  headerBytes: number,
): { header: SliceHeader; bits: BitReader; sps: Sps; pps: Pps } {
  const { start, bits } = readStart(nal, headerBytes);
  const sets = parameterSets.get(start.ppsId);
  if (sets === undefined) throw bits.error('missing-parameter-set', `PPS ${start.ppsId} or its SPS`);
  const { sps, pps } = sets;
  const colourPlaneId = sps.separateColourPlanes ? bits.u(2) : 0;
  const frameNum = bits.u(sps.frameNumBits);
  const fieldPic = !sps.frameMbsOnly && bits.flag();
  const bottomField = fieldPic && bits.flag();
  const idrPicId = start.isIdr ? bits.ueMax(65535, 'idr_pic_id') : 0;
  const order = readPicOrderCnt(bits, sps, pps, fieldPic);
  const redundantPicCnt = pps.redundantPicCntPresent ? bits.ueMax(127, 'redundant_pic_cnt') : 0;
  const fields = { colourPlaneId, frameNum, fieldPic, bottomField, idrPicId, ...order, redundantPicCnt };
  return { header: { ...start, ...fields }, bits, sps, pps };
}

function readStart(nal: Uint8Array, headerBytes = HEADER_BYTES): { start: SliceStart; bits: BitReader } {
  const { nalRefIdc, nalUnitType } = readAvcNalUnitHeader(nal);
  const isSlice = nalUnitType === AvcNalUnitType.slice || nalUnitType === AvcNalUnitType.dataPartitionA;
  const isIdr = nalUnitType === AvcNalUnitType.idrSlice;
  if (!isSlice && !isIdr)
    throw new ParseError('bad-value', 0, `nal_unit_type ${nalUnitType} has no slice header`);
  const bits = new BitReader(removeEmulationPrevention(nal.subarray(0, headerBytes)));
  bits.skip(8);
  const firstMbInSlice = bits.ue();
  const sliceType = bits.ueMax(9, 'slice_type');
  const ppsId = bits.ueMax(255, 'pic_parameter_set_id');
  return { start: { nalRefIdc, isIdr, firstMbInSlice, sliceType, ppsId }, bits };
}

type PicOrderCnt = Pick<
  SliceHeader,
  'picOrderCntType' | 'picOrderCntLsb' | 'deltaPicOrderCntBottom' | 'deltaPicOrderCnt'
>;

function readPicOrderCnt(bits: BitReader, sps: Sps, pps: Pps, fieldPic: boolean): PicOrderCnt {
  const withBottom = pps.bottomFieldPicOrderInFramePresent && !fieldPic;
  let picOrderCntLsb = 0;
  let deltaPicOrderCntBottom = 0;
  let first = 0;
  let second = 0;
  if (sps.picOrderCntType === 0) {
    picOrderCntLsb = bits.u(sps.picOrderCntLsbBits);
    if (withBottom) deltaPicOrderCntBottom = bits.se();
  } else if (sps.picOrderCntType === 1 && !sps.deltaPicOrderAlwaysZero) {
    first = bits.se();
    if (withBottom) second = bits.se();
  }
  return {
    picOrderCntType: sps.picOrderCntType,
    picOrderCntLsb,
    deltaPicOrderCntBottom,
    deltaPicOrderCnt: [first, second],
  };
}
