import { writeAmf0, writeFlvTag } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import type { Container } from '../fanout/opening.js';
import { fitsFlv, frameTagSize, writeFrameTag } from './flv-frame.js';
import { FlvHeaders } from './flv-headers.js';

/**
 * A script tag of 39 bytes that servers have sent since Flash, and that players read over: it says that nobody may sample
 * audio or video. Any other name would be a data track to ffmpeg, and any time but 0 a subtitle track.
 */
const KEEP_ALIVE = writeFlvTag({
  type: 'script',
  timestampMs: milliseconds(0),
  body: writeAmf0('|RtmpSampleAccess', false, false),
});

/** FLV, for a broadcast. */
export const FLV: Container = {
  keepAlive: Buffer.from(KEEP_ALIVE),
  opening: (headers) => new FlvHeaders(headers),
  fits: fitsFlv,
  sizeOf: frameTagSize,
  write: writeFrameTag,
};
