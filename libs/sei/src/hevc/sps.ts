import { BitReader } from '../bytes/bit-reader.js';
import { removeEmulationPrevention } from '../emulation-prevention.js';
import { HevcNalUnitType, readHevcNalUnitHeader } from '../nal-unit.js';
import { ParseError } from '../parse-error.js';
import { readProfileTierLevel, type ProfileTierLevel } from './profile-tier-level.js';
import { skipScalingListData } from './scaling-list-data.js';
import { skipShortTermRefPicSets } from './short-term-ref-pic-set.js';
import { readHevcVui } from './vui.js';

/** What we use of seq_parameter_set_rbsp(). Specification: ITU-T H.265, 7.3.2.2.1. */
export type HevcSps = ProfileTierLevel & {
  readonly id: number;
  readonly maxSubLayers: number;
  readonly temporalIdNested: boolean;
  /** chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly chromaFormat: number;
  readonly separateColourPlanes: boolean;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  /** Bits of slice_pic_order_cnt_lsb. */
  readonly picOrderCntLsbBits: number;
  /** Luma samples in the conformance window. */
  readonly width: number;
  readonly height: number;
  /** Frames per second as the VUI says it; missing when it does not. */
  readonly frameRate?: number;
  readonly sampleAspectRatio?: readonly [number, number];
  /** sps_max_num_reorder_pics of the highest sub-layer. */
  readonly reorderDepth: number;
};

/** Level 6.2 allows 35,651,584 luma samples with no side over sqrt(8 * 35,651,584) of them. */
const MAX_SIDE = 16888;

/** SubWidthC and SubHeightC, Table 6-1, by chroma_format_idc. */
const WINDOW_UNIT: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 2],
  [2, 1],
  [1, 1],
];

/**
 * Reads an SPS (type 33) of the base layer.
 * @param nal the whole NAL unit, with header and emulation prevention
 * @throws ParseError, with offsets that do not count emulation prevention bytes; `unsupported` for other layers
 */
export function readHevcSps(nal: Uint8Array): HevcSps {
  const { nalUnitType, nuhLayerId } = readHevcNalUnitHeader(nal);
  if (nalUnitType !== HevcNalUnitType.sps) {
    throw new ParseError('bad-value', 0, `nal_unit_type ${nalUnitType} is not SPS`);
  }
  if (nuhLayerId !== 0) throw new ParseError('unsupported', 0, `SPS of layer ${nuhLayerId}`);
  const bits = new BitReader(removeEmulationPrevention(nal));
  bits.skip(16 + 4); // NAL unit header, sps_video_parameter_set_id
  const maxSubLayers = 1 + bits.u(3);
  if (maxSubLayers > 7) throw bits.error('bad-value', 'sps_max_sub_layers_minus1 7');
  const temporalIdNested = bits.flag();
  const profile = readProfileTierLevel(bits, maxSubLayers);
  const id = bits.ueMax(15, 'sps_seq_parameter_set_id');
  const format = readFormat(bits);
  const order = readOrderAndSkipTools(bits, maxSubLayers);
  const vui = bits.flag() ? readHevcVui(bits) : {};
  return { ...profile, id, maxSubLayers, temporalIdNested, ...format, ...order, ...vui };
}

type Format = Pick<
  HevcSps,
  'chromaFormat' | 'separateColourPlanes' | 'width' | 'height' | 'bitDepthLuma' | 'bitDepthChroma'
>;

function readFormat(bits: BitReader): Format {
  const chromaFormat = bits.ueMax(3, 'chroma_format_idc');
  const separateColourPlanes = chromaFormat === 3 && bits.flag();
  const codedWidth = bits.ueMax(MAX_SIDE, 'pic_width_in_luma_samples');
  const codedHeight = bits.ueMax(MAX_SIDE, 'pic_height_in_luma_samples');
  const window = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const [left, right, top, bottom] = window as [number, number, number, number];
  const [unitX, unitY] = WINDOW_UNIT[separateColourPlanes ? 0 : chromaFormat] as readonly [number, number];
  const width = codedWidth - unitX * (left + right);
  const height = codedHeight - unitY * (top + bottom);
  if (width <= 0 || height <= 0) throw bits.error('bad-value', 'cropped to nothing');
  const bitDepthLuma = 8 + bits.ueMax(8, 'bit_depth_luma_minus8');
  return {
    chromaFormat,
    separateColourPlanes,
    width,
    height,
    bitDepthLuma,
    bitDepthChroma: 8 + bits.ueMax(8, 'bit_depth_chroma_minus8'),
  };
}

/** Everything from log2_max_pic_order_cnt_lsb_minus4 to the VUI. */
function readOrderAndSkipTools(
  bits: BitReader,
  maxSubLayers: number,
): Pick<HevcSps, 'picOrderCntLsbBits' | 'reorderDepth'> {
  const picOrderCntLsbBits = 4 + bits.ueMax(12, 'log2_max_pic_order_cnt_lsb_minus4');
  const reorderDepth = readReorderDepth(bits, maxSubLayers);
  for (let i = 0; i < 6; i++) bits.ue(); // block sizes and transform depths
  if (bits.flag() && bits.flag()) skipScalingListData(bits);
  bits.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
  if (bits.flag()) {
    bits.skip(8); // pcm bit depths
    bits.ue(); // log2_min_pcm_luma_coding_block_size_minus3
    bits.ue(); // log2_diff_max_min_pcm_luma_coding_block_size
    bits.skip(1); // pcm_loop_filter_disabled_flag
  }
  skipShortTermRefPicSets(bits, bits.ueMax(64, 'num_short_term_ref_pic_sets'));
  if (bits.flag()) {
    const longTerm = bits.ueMax(32, 'num_long_term_ref_pics_sps');
    bits.skip(longTerm * (picOrderCntLsbBits + 1));
  }
  bits.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
  return { picOrderCntLsbBits, reorderDepth };
}

/** The values of the highest sub-layer come last. */
function readReorderDepth(bits: BitReader, maxSubLayers: number): number {
  const forEverySubLayer = bits.flag();
  let reorderDepth = 0;
  for (let i = forEverySubLayer ? 0 : maxSubLayers - 1; i < maxSubLayers; i++) {
    bits.ueMax(15, 'sps_max_dec_pic_buffering_minus1');
    reorderDepth = bits.ueMax(15, 'sps_max_num_reorder_pics');
    bits.ue(); // sps_max_latency_increase_plus1
  }
  return reorderDepth;
}
