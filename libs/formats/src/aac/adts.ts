import { ParseError } from '@lockstep/sei';
import { type AudioSpecificConfig, readAudioSpecificConfig } from './audio-specific-config.js';
import { SAMPLING_FREQUENCIES } from './sampling-frequency.js';

/** One AAC frame with its ADTS header taken off. */
export type AdtsFrame = {
  /** Audio object type of the core: 1 Main, 2 LC, 3 SSR, 4 LTP. */
  readonly objectType: number;
  /** In Hz. */
  readonly samplingFrequency: number;
  /** 0 = a program config element in the frame says it. */
  readonly channelConfiguration: number;
  /** The raw AAC frame, a view. */
  readonly data: Uint8Array;
};

const SYNC_BYTES = 7;
const CRC_BYTES = 2;
/** aac_frame_length has 13 bits. */
export const MAX_ADTS_FRAME_BYTES = 0x1fff;

/**
 * Reads all ADTS frames of the bytes.
 * Specification: ISO/IEC 14496-3, 1.A.2 (adts_frame).
 *
 * @throws ParseError at the offset of the frame; `unsupported` where one frame holds several raw data blocks, whose
 * borders only a decoder can find.
 */
export function readAdts(bytes: Uint8Array): AdtsFrame[] {
  const frames: AdtsFrame[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const { frame, length } = readFrame(bytes, offset);
    frames.push(frame);
    offset += length;
  }
  return frames;
}

function readFrame(bytes: Uint8Array, offset: number): { frame: AdtsFrame; length: number } {
  if (offset + SYNC_BYTES > bytes.length) throw new ParseError('truncated', offset);
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, SYNC_BYTES);
  const start = view.getUint16(0);
  // syncword, layer 0; the ID bit (MPEG-2 or 4) and protection_absent may be anything.
  if ((start & 0xfff6) !== 0xfff0) throw new ParseError('bad-signature', offset, 'no ADTS syncword');
  const fixed = view.getUint16(2);
  const samplingFrequency = SAMPLING_FREQUENCIES[(fixed >>> 10) & 0x0f];
  if (samplingFrequency === undefined)
    throw new ParseError('bad-value', offset + 2, 'sampling frequency index');
  const length = (view.getUint32(3) >>> 13) & MAX_ADTS_FRAME_BYTES;
  const headerBytes = SYNC_BYTES + (start & 0x0001 ? 0 : CRC_BYTES);
  if (length < headerBytes)
    throw new ParseError('bad-length', offset + 3, `an ADTS frame of ${length} bytes`);
  if (offset + length > bytes.length) throw new ParseError('truncated', offset);
  if (view.getUint8(6) & 0x03) {
    throw new ParseError('unsupported', offset + 6, 'several raw data blocks in one ADTS frame');
  }
  const frame = {
    objectType: (fixed >>> 14) + 1,
    samplingFrequency,
    channelConfiguration: (fixed >>> 6) & 0x07,
    data: bytes.subarray(offset + headerBytes, offset + length),
  };
  return { frame, length };
}

/**
 * Writes a frame with an MPEG-4 ADTS header without CRC. An AudioSpecificConfig has the fields it needs:
 * `writeAdts({ ...config, data })`.
 *
 * @throws RangeError for what ADTS cannot say: another object type, a frequency outside the table, a channel
 * configuration over 7, or a frame over 8,184 bytes.
 */
export function writeAdts({
  objectType,
  samplingFrequency,
  channelConfiguration,
  data,
}: AdtsFrame): Uint8Array {
  const index = SAMPLING_FREQUENCIES.indexOf(samplingFrequency);
  if (objectType < 1 || objectType > 4) throw new RangeError(`ADTS has no audio object type ${objectType}.`);
  if (index < 0) throw new RangeError(`ADTS has no sampling frequency of ${samplingFrequency} Hz.`);
  if (channelConfiguration > 7)
    throw new RangeError(`ADTS has no channel configuration ${channelConfiguration}.`);
  const length = SYNC_BYTES + data.length;
  if (length > MAX_ADTS_FRAME_BYTES)
    throw new RangeError(`An AAC frame of ${data.length} bytes is too large.`);
  const bytes = new Uint8Array(length);
  const fixed = ((objectType - 1) << 14) | (index << 10) | (channelConfiguration << 6) | (length >>> 11);
  // adts_buffer_fullness 0x7ff says variable bit rate; then one raw data block.
  bytes.set([0xff, 0xf1, fixed >>> 8, fixed, length >>> 3, (length << 5) | 0x1f, 0xfc]);
  bytes.set(data, SYNC_BYTES);
  return bytes;
}

/** The AudioSpecificConfig that a decoder of the raw frame needs. */
export function adtsToConfig(frame: AdtsFrame): AudioSpecificConfig {
  const { objectType, samplingFrequency, channelConfiguration } = frame;
  const index = SAMPLING_FREQUENCIES.indexOf(samplingFrequency);
  const start = (objectType << 11) | (index << 7) | (channelConfiguration << 3);
  return readAudioSpecificConfig(Uint8Array.of(start >>> 8, start & 0xff));
}
