import { TIMESTAMP_WRAP_MS } from './message-types.js';

/** A message to be sent. */
export type OutgoingMessage = {
  /** 2 to 63: ids of one byte. */
  readonly chunkStream: number;
  readonly type: number;
  /** Taken modulo 2^32. */
  readonly timestampMs: number;
  readonly streamId: number;
  readonly byteLength: number;
};

/** Basic header of one byte and message header of type 0. Specification: Adobe RTMP 1.0, 5.3.1. */
const FULL_HEADER_BYTES = 12;
const EXTENDED_BYTES = 4;
const EXTENDED = 0xffffff;
const CONTINUED = 0xc0;

const timestampOf = ({ timestampMs }: OutgoingMessage): number => Math.round(timestampMs) % TIMESTAMP_WRAP_MS;

/** Bytes of a message as chunks: a full header, then type 3 headers. */
export function chunkedSize(message: OutgoingMessage, chunkBytes: number): number {
  const extended = timestampOf(message) >= EXTENDED ? EXTENDED_BYTES : 0;
  const continued = Math.max(0, Math.ceil(message.byteLength / chunkBytes) - 1);
  return FULL_HEADER_BYTES + extended + continued * (1 + extended) + message.byteLength;
}

/**
 * Writes one message as chunks, in place. Every message has a full header, so that its bytes mean the same to every
 * client whatever it was sent before. Type 3 chunks repeat an extended time stamp. Specification: Adobe RTMP 1.0, 5.3.
 *
 * @param parts the body; together `byteLength` bytes
 * @returns the offset behind the message
 * @throws RangeError when the parts do not have `byteLength` bytes together
 */
export function writeChunks(
  target: Uint8Array,
  offset: number,
  message: OutgoingMessage,
  parts: readonly Uint8Array[],
  chunkBytes: number,
): number {
  const timestamp = timestampOf(message);
  let at = writeFullHeader(target, offset, message, timestamp);
  let room = chunkBytes;
  let left = message.byteLength;
  for (const part of parts) {
    for (let from = 0; from < part.length;) {
      if (room === 0) {
        target[at++] = CONTINUED | message.chunkStream;
        if (timestamp >= EXTENDED) at = writeUint32(target, at, timestamp);
        room = chunkBytes;
      }
      const size = Math.min(room, part.length - from);
      target.set(from === 0 && size === part.length ? part : part.subarray(from, from + size), at);
      at += size;
      from += size;
      room -= size;
      left -= size;
    }
  }
  if (left !== 0) throw new RangeError(`The parts differ from byteLength by ${left} bytes.`);
  return at;
}

/** One message as chunks in memory of its own. */
export function chunked(
  message: Omit<OutgoingMessage, 'byteLength'>,
  body: Uint8Array,
  chunkBytes: number,
): Buffer {
  const whole = { ...message, byteLength: body.length };
  const bytes = Buffer.allocUnsafe(chunkedSize(whole, chunkBytes));
  writeChunks(bytes, 0, whole, [body], chunkBytes);
  return bytes;
}

function writeFullHeader(
  target: Uint8Array,
  offset: number,
  { chunkStream, type, streamId, byteLength }: OutgoingMessage,
  timestamp: number,
): number {
  target[offset] = chunkStream;
  writeUint24(target, offset + 1, Math.min(timestamp, EXTENDED));
  writeUint24(target, offset + 4, byteLength);
  target[offset + 7] = type;
  target[offset + 8] = streamId & 0xff; // the only field in little endian
  target[offset + 9] = streamId >> 8;
  target[offset + 10] = streamId >> 16;
  target[offset + 11] = streamId >> 24;
  const end = offset + FULL_HEADER_BYTES;
  return timestamp >= EXTENDED ? writeUint32(target, end, timestamp) : end;
}

function writeUint24(target: Uint8Array, offset: number, value: number): void {
  target[offset] = value >> 16;
  target[offset + 1] = value >> 8;
  target[offset + 2] = value;
}

function writeUint32(target: Uint8Array, offset: number, value: number): number {
  target[offset] = value >>> 24;
  target[offset + 1] = value >>> 16;
  target[offset + 2] = value >>> 8;
  target[offset + 3] = value;
  return offset + 4;
}
