import { readSampleAspectRatio } from '../avc/vui.js';
import type { BitReader } from '../bytes/bit-reader.js';

/** What we use of vui_parameters(). Specification: ITU-T H.265, E.2.1. */
export type HevcVui = {
  /** Frames per second; missing when the VUI does not say it. */
  readonly frameRate?: number;
  readonly sampleAspectRatio?: readonly [number, number];
};

/** Reads up to the timing; what follows it is of no use to us. */
export function readHevcVui(bits: BitReader): HevcVui {
  const sampleAspectRatio = bits.flag() ? readSampleAspectRatio(bits) : undefined;
  if (bits.flag()) bits.skip(1); // overscan_appropriate_flag
  if (bits.flag()) {
    bits.skip(4); // video_format, video_full_range_flag
    if (bits.flag()) bits.skip(24); // colour description
  }
  if (bits.flag()) {
    bits.ue(); // chroma_sample_loc_type_top_field
    bits.ue(); // chroma_sample_loc_type_bottom_field
  }
  bits.skip(1); // neutral_chroma_indication_flag
  const fieldSeq = bits.flag();
  bits.skip(1); // frame_field_info_present_flag
  if (bits.flag()) for (let i = 0; i < 4; i++) bits.ue(); // default display window
  const frameRate = bits.flag() ? readFrameRate(bits, fieldSeq) : undefined;
  return {
    ...(frameRate === undefined ? {} : { frameRate }),
    ...(sampleAspectRatio === undefined ? {} : { sampleAspectRatio }),
  };
}

/** A tick is a picture, which with field_seq_flag is half a frame. */
function readFrameRate(bits: BitReader, fieldSeq: boolean): number | undefined {
  const unitsInTick = bits.u(32);
  const timeScale = bits.u(32);
  // Encoders do write zeros here, which the clause forbids: then nothing is said.
  if (unitsInTick === 0 || timeScale === 0) return undefined;
  return timeScale / unitsInTick / (fieldSeq ? 2 : 1);
}
