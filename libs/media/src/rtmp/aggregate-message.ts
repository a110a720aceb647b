import type { ChunkMessage } from './chunk-reader.js';
import { TIMESTAMP_WRAP_MS } from './message-types.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** Type, length, time stamp, stream id: the header of an FLV tag. */
const HEADER_BYTES = 11;
/** The length of the message once more, for readers that go backwards. */
const BACK_POINTER_BYTES = 4;

/**
 * The messages inside an aggregate message, which relays of Adobe's and Wowza's servers send. Their times are moved so
 * that the first has the time of the aggregate. Bodies are copied: one small message must not hold all of its
 * aggregate in memory. Specification: Adobe RTMP 1.0, 7.1.6.
 *
 * @throws RtmpProtocolError at the message that is not complete, after those before it
 */
export function* readAggregate({ body, timestampMs, streamId }: ChunkMessage): Generator<ChunkMessage> {
  let shiftMs: number | undefined;
  for (let at = 0; at < body.length;) {
    const left = body.length - at;
    const length = left < HEADER_BYTES ? 0 : body.readUIntBE(at + 1, 3);
    if (left < HEADER_BYTES + length) {
      throw new RtmpProtocolError(`an aggregate message is cut off: ${left} bytes are left at byte ${at}`);
    }
    const type = body[at] ?? 0;
    const timeMs = body.readUIntBE(at + 4, 3) + (body[at + 7] ?? 0) * 2 ** 24;
    shiftMs ??= timestampMs - timeMs;
    const from = at + HEADER_BYTES;
    yield {
      type,
      timestampMs: (timeMs + shiftMs + TIMESTAMP_WRAP_MS) % TIMESTAMP_WRAP_MS,
      streamId,
      body: Buffer.copyBytesFrom(body, from, length),
    };
    at = from + length + BACK_POINTER_BYTES; // absent behind the last message of some senders
  }
}
