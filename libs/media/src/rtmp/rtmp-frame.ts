import type { FlvTag } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import { frameTag } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import type { DataItem, MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import { chunked } from './chunk-writer.js';
import { MessageType } from './message-types.js';
import { NET_STREAM, OUT_CHUNK_BYTES } from './rtmp-connection.js';
import type { RtmpMedia } from './rtmp-message.js';

const CHUNK_STREAMS = { audio: 4, video: 5, script: 6 } as const;
const TYPES = { audio: MessageType.audio, video: MessageType.video, script: MessageType.data } as const;

/** The bytes of an audio, video or data message for players: the same for all of them. */
function writeRtmpMedia({ kind, timestampMs, body }: RtmpMedia): Buffer {
  const message = { chunkStream: CHUNK_STREAMS[kind], type: TYPES[kind], timestampMs, streamId: NET_STREAM };
  return chunked(message, body, OUT_CHUNK_BYTES);
}

/** Bytes of a frame for RTMP players: made once, for all players of all connections, and gone with the frame. */
const written = new WeakMap<MediaFrame | DataItem, Buffer>();

export function rtmpFrame(frame: MediaFrame | DataItem): Buffer {
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
