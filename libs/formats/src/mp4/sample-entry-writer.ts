import { readAudioSpecificConfig } from '../aac/audio-specific-config.js';
import { type Box, box, fullBox, u16, u32, zeros } from './box-writer.js';

/** How the frames of a video track are coded. */
export type VisualEntry = {
  /** Frame size in pixels. */
  readonly width: number;
  readonly height: number;
} & (
  | { /** AVCDecoderConfigurationRecord, ISO/IEC 14496-15, 5.3.3. */ readonly avcC: Uint8Array }
  | { /** HEVCDecoderConfigurationRecord, ISO/IEC 14496-15, 8.3.3. */ readonly hvcC: Uint8Array }
);

/** Width, height and sampling frequency have 16.16 bits in their boxes. */
const MAX_16_BIT = 0xffff;

/**
 * ISO/IEC 14496-12, 12.1.3; avc1 and hvc1 promise that parameter sets are in the configuration alone.
 *
 * @throws RangeError if the size does not fit its field.
 */
export function visualSampleEntry(video: VisualEntry): Box {
  if (video.width > MAX_16_BIT || video.height > MAX_16_BIT) {
    throw new RangeError(`A frame of ${video.width}x${video.height} does not fit a sample entry.`);
  }
  const isAvc = 'avcC' in video;
  return box(
    isAvc ? 'avc1' : 'hvc1',
    zeros(6),
    u16(1), // data_reference_index
    zeros(16),
    u16(video.width),
    u16(video.height),
    u32(0x00480000), // 72 dpi
    u32(0x00480000),
    zeros(4),
    u16(1), // frame_count
    zeros(32), // compressorname
    u16(0x0018), // depth
    u16(0xffff),
    isAvc ? box('avcC', video.avcC) : box('hvcC', video.hvcC),
  );
}

/** `esds`, ISO/IEC 14496-14, 5.6, with the descriptors of ISO/IEC 14496-1, 7.2.6. */
function elementaryStreamDescriptor(trackId: number, asc: Uint8Array): Box {
  const decoderSpecificInfo = descriptor(0x05, [...asc]);
  const decoderConfig = descriptor(0x04, [
    0x40, // MPEG-4 audio
    0x15, // AudioStream, upStream 0, reserved 1
    ...zeros(3), // bufferSizeDB
    ...u32(0), // maxBitrate: unknown
    ...u32(0), // avgBitrate: unknown
    ...decoderSpecificInfo,
  ]);
  const slConfig = descriptor(0x06, [0x02]); // reserved for use in MP4 files
  return fullBox('esds', 0, 0, descriptor(0x03, [...u16(trackId), 0x00, ...decoderConfig, ...slConfig]));
}

/** Tag, expandable size of ISO/IEC 14496-1, 8.3.3, payload. */
function descriptor(tag: number, payload: readonly number[]): number[] {
  const size = [payload.length & 0x7f];
  for (let rest = payload.length >>> 7; rest > 0; rest >>>= 7) size.unshift((rest & 0x7f) | 0x80);
  return [tag, ...size, ...payload];
}

/**
 * `mp4a`. Specification: ISO/IEC 14496-12, 12.2.3; 14496-14, 5.6.
 *
 * @param asc AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1
 * @throws ParseError if the AudioSpecificConfig cannot be read.
 */
export function audioSampleEntry(trackId: number, asc: Uint8Array): Box {
  const config = readAudioSpecificConfig(asc);
  return box(
    'mp4a',
    zeros(6),
    u16(1), // data_reference_index
    zeros(8),
    u16(config.channels),
    u16(16), // samplesize
    zeros(4),
    // 96 kHz does not fit 16.16: 0 sends the reader to the AudioSpecificConfig.
    u16(config.samplingFrequency > MAX_16_BIT ? 0 : config.samplingFrequency),
    u16(0),
    elementaryStreamDescriptor(trackId, asc),
  );
}
