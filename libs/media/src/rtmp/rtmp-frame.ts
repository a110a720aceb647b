import { writeAudioTagBody, writeMetadata, writeVideoTagBody } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import type { MediaFrame, StreamHeaders } from '../stream/media-frame.js';
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
const written = new WeakMap<MediaFrame, Buffer>();

export function rtmpFrame(frame: MediaFrame): Buffer {
  let bytes = written.get(frame);
  if (bytes === undefined) {
    bytes = writeRtmpMedia({ kind: frame.kind, timestampMs: frame.dtsMs, body: bodyOf(frame) });
    written.set(frame, bytes);
  }
  return bytes;
}

function bodyOf(frame: MediaFrame): Uint8Array {
  if (frame.kind === 'audio') return writeAudioTagBody({ codec: 'aac', packet: 'raw', data: frame.bytes });
  return writeVideoTagBody({
    codec: 'h264',
    packet: 'coded',
    isKeyframe: frame.isRandomAccess,
    compositionTimeMs: milliseconds(frame.ptsMs - frame.dtsMs),
    data: frame.bytes,
  });
}

/** Metadata, then what the decoders need. Metadata that cannot be written again is left out. */
export function rtmpHeaders(headers: StreamHeaders, timestampMs: number): Buffer[] {
  const { video, audio, metadata } = headers;
  // at 0, as in an FLV: at any other time ffmpeg's demuxer makes a subtitle track of it
  const messages = [writeRtmpMedia({ kind: 'script', timestampMs: 0, body: writeMetadata(metadata) })];
  if (video !== undefined) {
    const body = writeVideoTagBody({
      codec: 'h264',
      packet: 'sequence-header',
      isKeyframe: true,
      compositionTimeMs: milliseconds(0),
      data: video.config,
    });
    messages.push(writeRtmpMedia({ kind: 'video', timestampMs, body }));
  }
  if (audio !== undefined) {
    const body = writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data: audio.config });
    messages.push(writeRtmpMedia({ kind: 'audio', timestampMs, body }));
  }
  return messages;
}
