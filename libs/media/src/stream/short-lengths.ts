import { joinLengthPrefixed, splitLengthPrefixed, type NalLengthSize } from '@lockstep/sei';
import type { StreamHeaders } from './media-frame.js';

/**
 * Every stream has lengths of four bytes. Shorter ones allow NAL units of 255 or 65,535 bytes, too few for a lesson
 * message or a large frame with one in it, and such samples can begin with bytes that muxers take for the middle of a
 * NAL unit. No usual encoder makes them. ISO 14496-15, 5.3.3.1, lengthSizeMinusOne.
 */
export function withLongLengths(headers: StreamHeaders): StreamHeaders {
  const { video } = headers;
  if (video === undefined || video.lengthSize === 4) return headers;
  return {
    ...headers,
    video: { ...video, lengthSize: 4, config: video.config.with(4, (video.config[4] ?? 0) | 3) },
  };
}

/** @throws ParseError where the sample is broken */
export const lengthenLengths = (sample: Uint8Array, lengthSize: NalLengthSize): Uint8Array =>
  joinLengthPrefixed(splitLengthPrefixed(sample, lengthSize), 4);
