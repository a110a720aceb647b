import { makeAvcDecoderConfiguration, writeAvcDecoderConfiguration } from '../avc-decoder-configuration.js';
import { BitWriter } from '../bytes/bit-writer.js';
import { concat } from '../bytes/concat.js';
import { addEmulationPrevention } from '../emulation-prevention.js';
import { joinLengthPrefixed } from '../avcc.js';

/** Pixels: 16 by 9 macroblocks. */
export const BLACK_SIZE = { width: 256, height: 144 } as const;

const COLUMNS = BLACK_SIZE.width / 16;
const MACROBLOCKS = COLUMNS * (BLACK_SIZE.height / 16);
/** Constrained baseline; level 1.1 has room for 396 macroblocks. */
const PROFILE = { idc: 66, constraints: 0xc0, level: 11 } as const;
const FRAME_NUM_BITS = 4;
/** nal_ref_idc and nal_unit_type, H.264, 7.4.1. */
const NAL_HEADERS = { sps: 0x67, pps: 0x68, idr: 0x65, inter: 0x41 } as const;
/** slice_type, all slices of the frame alike. Table 7-6. */
const SLICE_TYPES = { p: 5, i: 7 } as const;
/** mb_type of an I slice: samples as they are; one prediction of 16 x 16 and nothing coded. Table 7-11. */
const MB_TYPES = { pcm: 25, vertical: 1, horizontal: 2 } as const;
/** Black in video range. */
const SAMPLES = { luma: 16, chroma: 128 } as const;
const PCM = { luma: 256, chroma: 128 } as const;

/** The AVCDecoderConfigurationRecord of {@link blackFrame}. */
export const blackConfiguration = (): Uint8Array<ArrayBuffer> =>
  writeAvcDecoderConfiguration(
    makeAvcDecoderConfiguration(
      [nalUnit(NAL_HEADERS.sps, sequenceParameters)],
      [nalUnit(NAL_HEADERS.pps, pictureParameters)],
    ),
  );

/**
 * A black frame as an AVCC sample: an IDR of about 500 bytes, or 10 bytes that repeat the frame before.
 * @param number counts from 0, the IDR, to 15
 */
export function blackFrame(number: number): Uint8Array {
  const slice =
    number === 0
      ? nalUnit(NAL_HEADERS.idr, idrSlice)
      : nalUnit(NAL_HEADERS.inter, (bits) => interSlice(bits, number));
  return joinLengthPrefixed([slice], 4);
}

/** With rbsp_trailing_bits, 7.3.2.11. */
function nalUnit(header: number, write: (bits: BitWriter) => void): Uint8Array {
  const bits = new BitWriter();
  write(bits);
  bits.flag(true);
  return addEmulationPrevention(concat([Uint8Array.of(header), bits.toUint8Array()]));
}

/** 7.3.2.1.1. */
function sequenceParameters(bits: BitWriter): void {
  bits.write(PROFILE.idc, 8);
  bits.write(PROFILE.constraints, 8);
  bits.write(PROFILE.level, 8);
  bits.ue(0); // seq_parameter_set_id
  bits.ue(FRAME_NUM_BITS - 4);
  bits.ue(2); // pic_order_cnt_type: shown as they are decoded
  bits.ue(1); // max_num_ref_frames
  bits.flag(false); // gaps_in_frame_num_value_allowed_flag
  bits.ue(COLUMNS - 1);
  bits.ue(MACROBLOCKS / COLUMNS - 1);
  bits.flag(true); // frame_mbs_only_flag
  bits.flag(true); // direct_8x8_inference_flag
  bits.flag(false); // frame_cropping_flag
  bits.flag(false); // vui_parameters_present_flag
}

/** 7.3.2.2. */
function pictureParameters(bits: BitWriter): void {
  bits.ue(0); // pic_parameter_set_id
  bits.ue(0); // seq_parameter_set_id
  bits.flag(false); // entropy_coding_mode_flag: CAVLC
  bits.flag(false); // bottom_field_pic_order_in_frame_present_flag
  bits.ue(0); // num_slice_groups_minus1
  bits.ue(0); // num_ref_idx_l0_default_active_minus1
  bits.ue(0); // num_ref_idx_l1_default_active_minus1
  bits.flag(false); // weighted_pred_flag
  bits.write(0, 2); // weighted_bipred_idc
  for (let i = 0; i < 3; i++) bits.ue(0); // pic_init_qp_minus26, pic_init_qs_minus26, chroma_qp_index_offset
  bits.flag(true); // deblocking_filter_control_present_flag
  bits.flag(false); // constrained_intra_pred_flag
  bits.flag(false); // redundant_pic_cnt_present_flag
}

/** 7.3.3, before the fields that differ. */
function sliceHead(bits: BitWriter, type: number, number: number): void {
  bits.ue(0); // first_mb_in_slice
  bits.ue(type);
  bits.ue(0); // pic_parameter_set_id
  bits.write(number, FRAME_NUM_BITS);
}

/** slice_qp_delta, and no deblocking. */
function sliceEnd(bits: BitWriter): void {
  bits.ue(0);
  bits.ue(1); // disable_deblocking_filter_idc
}

function idrSlice(bits: BitWriter): void {
  sliceHead(bits, SLICE_TYPES.i, 0);
  bits.ue(0); // idr_pic_id
  bits.flag(false); // no_output_of_prior_pics_flag
  bits.flag(false); // long_term_reference_flag
  sliceEnd(bits);
  firstMacroblock(bits);
  for (let at = 1; at < MACROBLOCKS; at++) predictedMacroblock(bits, at);
}

function interSlice(bits: BitWriter, number: number): void {
  sliceHead(bits, SLICE_TYPES.p, number);
  bits.flag(false); // num_ref_idx_active_override_flag
  bits.flag(false); // ref_pic_list_modification_flag_l0
  bits.flag(false); // adaptive_ref_pic_marking_mode_flag
  sliceEnd(bits);
  bits.ue(MACROBLOCKS); // mb_skip_run
}

function firstMacroblock(bits: BitWriter): void {
  bits.ue(MB_TYPES.pcm);
  bits.align();
  for (let i = 0; i < PCM.luma; i++) bits.write(SAMPLES.luma, 8);
  for (let i = 0; i < PCM.chroma; i++) bits.write(SAMPLES.chroma, 8);
}

/** Like the one above it; in the first row like the one to the left. */
function predictedMacroblock(bits: BitWriter, at: number): void {
  bits.ue(at < COLUMNS ? MB_TYPES.horizontal : MB_TYPES.vertical);
  bits.ue(0); // intra_chroma_pred_mode: DC
  bits.ue(0); // mb_qp_delta
  // coeff_token of no coefficient: samples as they are count as 16 beside and below them. Table 9-5, 9.2.1
  const isBesidePcm = at === 1 || at === COLUMNS;
  if (isBesidePcm) bits.write(0b000011, 6);
  else bits.write(1, 1);
}
