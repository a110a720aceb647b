import type { BitReader } from '../bytes/bit-reader.js';

/** What we use of vui_parameters(). Specification: ITU-T H.264, E.1.1. */
export type Vui = {
  /** Frames per second; missing when the VUI does not say it. */
  readonly frameRate?: number;
  readonly fixedFrameRate: boolean;
  readonly sampleAspectRatio?: readonly [number, number];
  readonly maxNumReorderFrames?: number;
};

export function readVui(bits: BitReader): Vui {
  const sampleAspectRatio = bits.flag() ? readSampleAspectRatio(bits) : undefined;
  if (bits.flag()) bits.skip(1); // overscan
  if (bits.flag()) {
    bits.skip(4); // video_format, video_full_range_flag
    if (bits.flag()) bits.skip(24); // colour description
  }
  if (bits.flag()) {
    bits.ue(); // chroma_sample_loc_type_top_field
    bits.ue(); // chroma_sample_loc_type_bottom_field
  }
  const timing = bits.flag() ? readTiming(bits) : { fixedFrameRate: false };
  const nalHrd = bits.flag();
  if (nalHrd) readHrd(bits);
  const vclHrd = bits.flag();
  if (vclHrd) readHrd(bits);
  if (nalHrd || vclHrd) bits.skip(1); // low_delay_hrd_flag
  bits.skip(1); // pic_struct_present_flag
  const maxNumReorderFrames = bits.flag() ? readBitstreamRestriction(bits) : undefined;
  return {
    ...timing,
    ...(sampleAspectRatio === undefined ? {} : { sampleAspectRatio }),
    ...(maxNumReorderFrames === undefined ? {} : { maxNumReorderFrames }),
  };
}

/** num_units_in_tick and time_scale count fields: two ticks make a frame, E.2.1. */
function readTiming(bits: BitReader): Pick<Vui, 'frameRate' | 'fixedFrameRate'> {
  const unitsInTick = bits.u(32);
  const timeScale = bits.u(32);
  const fixedFrameRate = bits.flag();
  // Encoders do write zeros here, which the clause forbids: then nothing is said.
  if (unitsInTick === 0 || timeScale === 0) return { fixedFrameRate: false };
  return { frameRate: timeScale / (2 * unitsInTick), fixedFrameRate };
}

/** Table E-1, shared with H.265; index 0 is unspecified. */
const SAMPLE_ASPECT_RATIOS: readonly (readonly [number, number] | undefined)[] = [
  undefined,
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
];
const EXTENDED_SAR = 255;

/** aspect_ratio_idc and what belongs to it: the same in H.264 E.1.1 and H.265 E.2.1. */
export function readSampleAspectRatio(bits: BitReader): readonly [number, number] | undefined {
  const idc = bits.u(8);
  if (idc !== EXTENDED_SAR) return SAMPLE_ASPECT_RATIOS[idc];
  const width = bits.u(16);
  const height = bits.u(16);
  return width > 0 && height > 0 ? [width, height] : undefined;
}

/** hrd_parameters(), E.1.2. */
function readHrd(bits: BitReader): void {
  const count = 1 + bits.ueMax(31, 'cpb_cnt_minus1');
  bits.skip(8); // bit_rate_scale, cpb_size_scale
  for (let i = 0; i < count; i++) {
    bits.ue(); // bit_rate_value_minus1
    bits.ue(); // cpb_size_value_minus1
    bits.skip(1); // cbr_flag
  }
  bits.skip(20); // delays and time_offset_length
}

function readBitstreamRestriction(bits: BitReader): number {
  bits.skip(1); // motion_vectors_over_pic_boundaries_flag
  for (let i = 0; i < 4; i++) bits.ue(); // largest bytes per picture, bits per macroblock, motion vector lengths
  return bits.ueMax(16, 'max_num_reorder_frames');
}
