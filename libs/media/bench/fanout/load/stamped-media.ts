import { makeAvcDecoderConfiguration, writeAvcDecoderConfiguration } from '@lockstep/sei';

/** 25 frames a second, a group of pictures of one second, 1 Mbit/s in all: the house format at its usual rate. */
export const FRAMES_PER_SECOND = 25;
const GOP_FRAMES = 25;
const TOTAL_BITS_PER_SECOND = 1_000_000;
export const AUDIO_FRAME_MS = 1024 / 48;
const AUDIO_FRAME_BYTES = 171; // 64 kbit/s
const AUDIO_BITS_PER_SECOND = (AUDIO_FRAME_BYTES * 8 * 1000) / AUDIO_FRAME_MS;
const FRAME_BYTES = (TOTAL_BITS_PER_SECOND - AUDIO_BITS_PER_SECOND) / 8 / FRAMES_PER_SECOND;
/** A random access frame is as large as this many others. */
const KEYFRAME_WEIGHT = 5;

/** uuid_iso_iec_11578 of the stamps: a UUID that is nobody's, without zero bytes, so it is not escaped. */
export const MARK = Buffer.from('c7f1a35e9b8d4e62a1d3f5b7e9cbadcf', 'hex');
const STAMP_DIGITS = 16;

/** AudioSpecificConfig: AAC-LC, 48 kHz, stereo. */
export const AAC_CONFIG = Uint8Array.of(0x11, 0x90);

/** x264's parameter sets of a 1280x720 frame, baseline. */
const SPS = Buffer.from('6742c01fd9005005bb011000000300100000030320f1832480', 'hex');
const PPS = Buffer.from('68cb83cb20', 'hex');
export const AVC_CONFIG = writeAvcDecoderConfiguration(makeAvcDecoderConfiguration([SPS], [PPS]));

/** Slices of noise: no decoder sees them, and nothing in them may look like a start code or a stamp. */
const noise = (byteLength: number): Buffer => {
  const bytes = Buffer.alloc(byteLength);
  for (let i = 0; i < byteLength; i++) bytes[i] = 0x80 | ((i * 2654435761) >>> 13);
  return bytes;
};
const keyframeBytes = (FRAME_BYTES * GOP_FRAMES * KEYFRAME_WEIGHT) / (GOP_FRAMES - 1 + KEYFRAME_WEIGHT);
const KEY_SLICE = noise(keyframeBytes);
const SLICE = noise(keyframeBytes / KEYFRAME_WEIGHT);
export const AUDIO_FRAME = noise(AUDIO_FRAME_BYTES);

export const isRandomAccess = (frame: number): boolean => frame % GOP_FRAMES === 0;

/** A frame as an AVCC sample that says when it was made: SEI with MARK and hexadecimal ns of the monotonic clock. */
export function stampedFrame(frame: number): Buffer {
  const stamp = process.hrtime.bigint().toString(16).padStart(STAMP_DIGITS, '0');
  const sei = Buffer.concat([
    Buffer.from([0x06, 5, MARK.length + STAMP_DIGITS]),
    MARK,
    Buffer.from(stamp, 'latin1'),
    Buffer.from([0x80]),
  ]);
  const [header, slice] = isRandomAccess(frame) ? [0x65, KEY_SLICE] : [0x41, SLICE];
  return Buffer.concat([u32(sei.length), sei, u32(slice.length + 1), Buffer.from([header]), slice]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
