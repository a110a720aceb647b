import type { Container } from '../fanout/opening.js';
import { fitsFlv, frameTagSize, writeFrameTag } from './flv-frame.js';
import { FlvHeaders } from './flv-headers.js';

/** FLV, for a broadcast. */
export const FLV: Container = {
  opening: (headers) => new FlvHeaders(headers),
  fits: fitsFlv,
  sizeOf: frameTagSize,
  write: writeFrameTag,
};
