import { BitReader } from '../bytes/bit-reader.js';
import { byteAt } from '../bytes/byte-at.js';
import { removeEmulationPrevention } from '../emulation-prevention.js';
import { AvcNalUnitType } from '../nal-unit.js';
import { ParseError } from '../parse-error.js';
import { maxDpbFrames } from './level.js';
import { readScalingMatrix } from './scaling-list.js';
import { readVui, type Vui } from './vui.js';

/** What we use of seq_parameter_set_data(). Specification: ITU-T H.264, 7.3.2.1.1. */
export type Sps = {
  readonly profileIdc: number;
  /** constraint_set0_flag (most significant bit) to constraint_set5_flag, and the two reserved bits. */
  readonly constraintFlags: number;
  /** Ten times the level: 31 is level 3.1. */
  readonly levelIdc: number;
  readonly id: number;
  /** chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly chromaFormat: number;
  readonly separateColourPlanes: boolean;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  readonly frameNumBits: number;
  readonly picOrderCntType: number;
  /** Bits of pic_order_cnt_lsb; 0 unless the type is 0. */
  readonly picOrderCntLsbBits: number;
  readonly deltaPicOrderAlwaysZero: boolean;
  /** What picture order count type 1 counts with; missing for the other types. */
  readonly picOrderCntCycle?: PicOrderCntCycle;
  readonly maxNumRefFrames: number;
  readonly frameMbsOnly: boolean;
  /** Luma samples, after cropping. */
  readonly width: number;
  readonly height: number;
  /** Frames per second as the VUI says it; missing when it does not. */
  readonly frameRate?: number;
  /** fixed_frame_rate_flag */
  readonly fixedFrameRate: boolean;
  /** Width to height of a sample; missing when not said. */
  readonly sampleAspectRatio?: readonly [number, number];
  /** Frames that may precede another in decoding order and follow it in output order: max_num_reorder_frames. */
  readonly reorderDepth: number;
  /** `reorderDepth` is what the stream says or what its kind implies, not the largest that its level allows. */
  readonly isReorderDepthKnown: boolean;
};

/** Fields of pic_order_cnt_type 1. Specification: ITU-T H.264, 7.4.2.1.1. */
export type PicOrderCntCycle = {
  readonly offsetForNonRefPic: number;
  readonly offsetForTopToBottomField: number;
  readonly offsetForRefFrame: readonly number[];
};

/**
 * Reads an SPS (type 7), or the part of a subset SPS (type 15) that is an SPS too.
 * @param nal the whole NAL unit, with header and emulation prevention
 * @throws ParseError, with offsets that do not count emulation prevention bytes
 */
export function readSps(nal: Uint8Array): Sps {
  if (nal.length === 0) throw new ParseError('truncated', 0, 'empty NAL unit');
  const type = byteAt(nal, 0) & 0x1f;
  if (type !== AvcNalUnitType.sps && type !== AvcNalUnitType.subsetSps) {
    throw new ParseError('bad-value', 0, `nal_unit_type ${type} is not SPS`);
  }
  const bits = new BitReader(removeEmulationPrevention(nal));
  bits.skip(8);
  const profileIdc = bits.u(8);
  const constraintFlags = bits.u(8);
  const levelIdc = bits.u(8);
  const profile = { profileIdc, constraintFlags, levelIdc, id: bits.ueMax(31, 'seq_parameter_set_id') };
  const format = readFormat(bits, profileIdc);
  const order = readOrder(bits);
  const size = readSize(bits, format);
  const vui = bits.flag() ? readVui(bits) : undefined;
  const knownDepth = knownReorderDepth(profile, order.picOrderCntType, vui);
  const dpbFrames = maxDpbFrames(levelIdc, profileIdc, constraintFlags, size.macroblocks);
  return {
    ...profile,
    ...format,
    ...order,
    frameMbsOnly: size.frameMbsOnly,
    width: size.width,
    height: size.height,
    fixedFrameRate: vui?.fixedFrameRate ?? false,
    ...(vui?.frameRate === undefined ? {} : { frameRate: vui.frameRate }),
    ...(vui?.sampleAspectRatio === undefined ? {} : { sampleAspectRatio: vui.sampleAspectRatio }),
    reorderDepth: knownDepth ?? dpbFrames,
    isReorderDepthKnown: knownDepth !== undefined,
  };
}

/** Profiles whose SPS says chroma format and bit depth. */
const WITH_FORMAT = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

type Format = Pick<Sps, 'chromaFormat' | 'separateColourPlanes' | 'bitDepthLuma' | 'bitDepthChroma'>;

function readFormat(bits: BitReader, profileIdc: number): Format {
  if (!WITH_FORMAT.has(profileIdc)) {
    return { chromaFormat: 1, separateColourPlanes: false, bitDepthLuma: 8, bitDepthChroma: 8 };
  }
  const chromaFormat = bits.ueMax(3, 'chroma_format_idc');
  const separateColourPlanes = chromaFormat === 3 && bits.flag();
  const bitDepthLuma = 8 + bits.ueMax(6, 'bit_depth_luma_minus8');
  const bitDepthChroma = 8 + bits.ueMax(6, 'bit_depth_chroma_minus8');
  bits.skip(1); // qpprime_y_zero_transform_bypass_flag
  if (bits.flag()) readScalingMatrix(bits, chromaFormat === 3 ? 12 : 8);
  return { chromaFormat, separateColourPlanes, bitDepthLuma, bitDepthChroma };
}

type Order = Pick<
  Sps,
  | 'frameNumBits'
  | 'picOrderCntType'
  | 'picOrderCntLsbBits'
  | 'deltaPicOrderAlwaysZero'
  | 'picOrderCntCycle'
  | 'maxNumRefFrames'
>;

function readOrder(bits: BitReader): Order {
  const frameNumBits = 4 + bits.ueMax(12, 'log2_max_frame_num_minus4');
  const picOrderCntType = bits.ueMax(2, 'pic_order_cnt_type');
  let picOrderCntLsbBits = 0;
  let deltaPicOrderAlwaysZero = false;
  let picOrderCntCycle: PicOrderCntCycle | undefined;
  if (picOrderCntType === 0) picOrderCntLsbBits = 4 + bits.ueMax(12, 'log2_max_pic_order_cnt_lsb_minus4');
  if (picOrderCntType === 1) {
    deltaPicOrderAlwaysZero = bits.flag();
    const offsetForNonRefPic = bits.se();
    const offsetForTopToBottomField = bits.se();
    const cycle = bits.ueMax(255, 'num_ref_frames_in_pic_order_cnt_cycle');
    const offsetForRefFrame = Array.from({ length: cycle }, () => bits.se());
    picOrderCntCycle = { offsetForNonRefPic, offsetForTopToBottomField, offsetForRefFrame };
  }
  const maxNumRefFrames = bits.ueMax(16, 'max_num_ref_frames');
  bits.skip(1); // gaps_in_frame_num_value_allowed_flag
  return {
    frameNumBits,
    picOrderCntType,
    picOrderCntLsbBits,
    deltaPicOrderAlwaysZero,
    ...(picOrderCntCycle && { picOrderCntCycle }),
    maxNumRefFrames,
  };
}

/** Level 6.2 allows 139,264 macroblocks with no side over sqrt(8 * 139,264) of them. */
const MAX_SIDE_IN_MBS = 1055;

/** SubWidthC and SubHeightC, Table 6-1, by chroma_format_idc. */
const CROP_UNIT: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 2],
  [2, 1],
  [1, 1],
];

function readSize(
  bits: BitReader,
  format: Format,
): Pick<Sps, 'frameMbsOnly' | 'width' | 'height'> & { macroblocks: number } {
  const widthInMbs = 1 + bits.ueMax(MAX_SIDE_IN_MBS - 1, 'pic_width_in_mbs_minus1');
  const heightInMapUnits = 1 + bits.ueMax(MAX_SIDE_IN_MBS - 1, 'pic_height_in_map_units_minus1');
  const frameMbsOnly = bits.flag();
  if (!frameMbsOnly) bits.skip(1); // mb_adaptive_frame_field_flag
  bits.skip(1); // direct_8x8_inference_flag
  const fields = frameMbsOnly ? 1 : 2;
  const crop = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const [left, right, top, bottom] = crop as [number, number, number, number];
  const [unitX, unitY] = CROP_UNIT[format.separateColourPlanes ? 0 : format.chromaFormat] as readonly [
    number,
    number,
  ];
  const width = widthInMbs * 16 - unitX * (left + right);
  const height = heightInMapUnits * fields * 16 - unitY * fields * (top + bottom);
  if (width <= 0 || height <= 0) throw bits.error('bad-value', 'cropped to nothing');
  return { frameMbsOnly, width, height, macroblocks: widthInMbs * heightInMapUnits * fields };
}

/** Profiles that with constraint_set3_flag have intra pictures only, E.2.1. */
const INTRA_ONLY = new Set([44, 86, 100, 110, 122, 244]);
const CONSTRAINT_SET3 = 0x10;

/**
 * max_num_reorder_frames, or what E.2.1 and picture order infer without it (type 2 outputs in decoding order, 8.2.1.3);
 * undefined where only the decoded picture buffer is a limit.
 */
function knownReorderDepth(
  { profileIdc, constraintFlags }: { profileIdc: number; constraintFlags: number },
  picOrderCntType: number,
  vui: Vui | undefined,
): number | undefined {
  if (vui?.maxNumReorderFrames !== undefined) return vui.maxNumReorderFrames;
  const isIntraOnly = INTRA_ONLY.has(profileIdc) && (constraintFlags & CONSTRAINT_SET3) !== 0;
  return picOrderCntType === 2 || isIntraOnly ? 0 : undefined;
}
