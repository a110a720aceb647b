import { joinLengthPrefixed, splitLengthPrefixed } from '@lockstep/sei';
import type { StreamHeaders } from './media-frame.js';

/**
 * Lengths of one byte allow NAL units of 255 bytes, too few for a lesson message: such a stream gets lengths of four.
 * No usual encoder makes one. ISO 14496-15, 5.3.3.1, lengthSizeMinusOne.
 */
export function withLongLengths(headers: StreamHeaders): StreamHeaders {
  const { video } = headers;
  if (video?.lengthSize !== 1) return headers;
  return {
    ...headers,
    video: { ...video, lengthSize: 4, config: video.config.with(4, (video.config[4] ?? 0) | 3) },
  };
}

/** @throws ParseError where the sample is broken */
export const lengthenLengths = (sample: Uint8Array): Uint8Array =>
  joinLengthPrefixed(splitLengthPrefixed(sample, 1), 4);
