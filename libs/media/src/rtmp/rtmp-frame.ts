import type { FlvTag } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import { frameTag } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import type { MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import { writeRtmpMedia } from './node-media-server.js';

/** Bytes of a frame for RTMP players: made once, for all players of all connections, and gone with the frame. */
const written = new WeakMap<MediaFrame, Buffer>();

export function rtmpFrame(frame: MediaFrame): Buffer {
  let bytes = written.get(frame);
  if (bytes === undefined) {
    bytes = rtmpMessage(frameTag(frame));
    written.set(frame, bytes);
  }
  return bytes;
}

/** Metadata, then what the decoders need. */
export const rtmpHeaders = (headers: StreamHeaders, timestampMs: number): Buffer[] =>
  new FlvHeaders(headers).tags(milliseconds(timestampMs)).map(rtmpMessage);

const rtmpMessage = ({ type, timestampMs, body }: FlvTag): Buffer =>
  writeRtmpMedia({ kind: type, timestampMs, body });
