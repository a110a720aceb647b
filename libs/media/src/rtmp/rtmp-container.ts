import { flvTagSize, type FlvTag, type FlvTagType } from '@lockstep/formats';
import type { Milliseconds } from '@lockstep/sei';
import type { Container, Item, Opening } from '../fanout/opening.js';
import { fitsFlv, frameBodyOf, frameTagSize } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import type { StreamHeaders } from '../stream/media-frame.js';
import { chunked, chunkedSize, writeChunks, type OutgoingMessage } from './chunk-writer.js';
import { MessageType, UserControl } from './message-types.js';
import { CONTROL_CHUNK_STREAM, NET_STREAM, OUT_CHUNK_BYTES } from './rtmp-connection.js';

const CHUNK_STREAMS: Readonly<Record<FlvTagType, number>> = { audio: 4, video: 5, script: 6 };
const TYPES: Readonly<Record<FlvTagType, number>> = {
  audio: MessageType.audio,
  video: MessageType.video,
  script: MessageType.data,
};

/** A ping request: event type and the time, which players send back. Specification: Adobe RTMP 1.0, 7.1.7. */
const PING = chunked(
  { chunkStream: CONTROL_CHUNK_STREAM, type: MessageType.userControl, timestampMs: 0, streamId: 0 },
  Uint8Array.of(0, UserControl.pingRequest, 0, 0, 0, 0),
  OUT_CHUNK_BYTES,
);

/**
 * RTMP messages in chunks, for a broadcast: type, time and body are those of FLV tags. Chunk size and net stream are the
 * same on every connection, so all players of a stream are sent the same bytes.
 */
export const RTMP: Container = {
  keepAlive: PING,
  opening: (headers) => new RtmpOpening(new FlvHeaders(headers)),
  fits: fitsFlv,
  sizeOf: (item) => chunkedSize(messageOfItem(item), OUT_CHUNK_BYTES),
  write: (target, offset, item) =>
    writeChunks(target, offset, messageOfItem(item), frameBodyOf(item), OUT_CHUNK_BYTES),
};

class RtmpOpening implements Opening {
  constructor(private readonly flv: FlvHeaders) {}

  get headers(): StreamHeaders {
    return this.flv.headers;
  }

  first(dtsMs: Milliseconds): Buffer {
    return messages(this.flv.tags(dtsMs));
  }

  change(dtsMs: Milliseconds, before: StreamHeaders): Buffer {
    return messages(this.flv.changedTags(dtsMs, before));
  }
}

const messages = (tags: readonly FlvTag[]): Buffer =>
  Buffer.concat(
    tags.map(({ type, timestampMs, body }) =>
      chunked(messageOf(type, timestampMs, body.length), body, OUT_CHUNK_BYTES),
    ),
  );

const messageOfItem = (item: Item): OutgoingMessage =>
  messageOf(item.kind === 'data' ? 'script' : item.kind, item.dtsMs, frameTagSize(item) - flvTagSize(0));

const messageOf = (type: FlvTagType, timestampMs: number, byteLength: number): OutgoingMessage => ({
  chunkStream: CHUNK_STREAMS[type],
  type: TYPES[type],
  timestampMs,
  streamId: NET_STREAM,
  byteLength,
});
