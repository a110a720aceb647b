import {
  aacCodecString,
  type AudioSpecificConfig,
  initSegment,
  readAudioSpecificConfig,
} from '@lockstep/formats';
import { readAvcDecoderConfiguration, readSps } from '@lockstep/sei';

/** Whole milliseconds, as FLV has them: so every time comes back from the browser exactly. */
export const VIDEO_TIMESCALE = 1000;

export type VideoFormat = {
  /** With the `codecs` parameter of RFC 6381, for `addSourceBuffer`. */
  readonly mime: string;
  /** Bytes of a NAL unit's length field. */
  readonly lengthSize: 1 | 2 | 4;
  readonly width: number;
  readonly height: number;
  readonly init: Uint8Array;
};

export type AudioFormat = {
  readonly mime: string;
  readonly config: AudioSpecificConfig;
  readonly init: Uint8Array;
};

/**
 * What the browser needs to know of an H.264 track, from its AVCDecoderConfigurationRecord.
 *
 * @throws ParseError
 */
export function videoFormat(record: Uint8Array): VideoFormat {
  const { profileIdc, profileCompatibility, levelIdc, lengthSize, sps } = readAvcDecoderConfiguration(record);
  const [firstSps] = sps;
  // The decoder reads the real size from the stream; 16x16 stands for a record without parameter sets.
  const { width, height } = firstSps === undefined ? { width: 16, height: 16 } : readSps(firstSps);
  const codecs = `avc1.${[profileIdc, profileCompatibility, levelIdc].map(hexByte).join('')}`;
  return {
    mime: `video/mp4; codecs="${codecs}"`,
    lengthSize,
    width,
    height,
    init: initSegment({ video: { avcC: record, width, height, timescale: VIDEO_TIMESCALE } }),
  };
}

/**
 * The same for AAC, from its AudioSpecificConfig.
 *
 * @throws ParseError
 */
export function audioFormat(asc: Uint8Array): AudioFormat {
  const config = readAudioSpecificConfig(asc);
  return {
    mime: `audio/mp4; codecs="${aacCodecString(config)}"`,
    config,
    init: initSegment({ audio: { asc, timescale: config.samplingFrequency } }),
  };
}

const hexByte = (value: number): string => value.toString(16).padStart(2, '0');
