import type { AudioSpecificConfig } from '@lockstep/formats';

const AAC_LC = 2;

/**
 * One frame of silence as ffmpeg's AAC encoder writes it (`anullsrc`, any sampling frequency); single_channel_element and
 * channel_pair_element with max_sfb 0, ISO/IEC 14496-3, 4.4.2.1.
 */
const MONO = Uint8Array.of(0x01, 0x18, 0x20, 0x07);
const STEREO = Uint8Array.of(0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c);

/** A raw AAC frame of silence; undefined where the configuration is not plain AAC-LC, mono or stereo. */
export function silentFrame({ objectType, channels, sbr }: AudioSpecificConfig): Uint8Array | undefined {
  if (objectType !== AAC_LC || sbr?.samplingFrequency !== undefined) return undefined;
  if (channels === 1) return MONO;
  return channels === 2 ? STEREO : undefined;
}
