import { ByteReader } from './bytes/byte-reader.js';
import { ByteWriter } from './bytes/byte-writer.js';
import { crc32 } from './bytes/crc32.js';
import { addEmulationPrevention } from './emulation-prevention.js';
import { MAX_LESSON_BODY, MAX_LESSON_MESSAGE } from './limits.js';
import type { VideoCodec } from './nal-unit.js';
import { RBSP_TRAILING_BITS, writeSeiMessageHead } from './sei-message.js';
import { SEI_HEADER } from './sei-nal-unit.js';
import { parseUuid, USER_DATA_UNREGISTERED } from './user-data-unregistered.js';

/** uuid_iso_iec_11578 of lesson messages in user_data_unregistered. */
export const LESSON_UUID = '5bbdd4ab-82fa-4e77-9424-3f7067522992';
const UUID = parseUuid(LESSON_UUID);

/** Version 1 of the lesson message (docs/signalling.md). */
export type LessonMessage = {
  /** Event counter of the channel; in a snapshot, the seq of the last event it contains. 0 to 2^32 - 1. */
  readonly seq: number;
  /** Clock of the stamping server, ms since 1970. */
  readonly wallClockMs: number;
  /** The whole visible state instead of one event. */
  readonly snapshot: boolean;
  /** Sent before with the same seq. */
  readonly repeat: boolean;
  /** UTF-8 JSON, at most 64 KiB. */
  readonly body: Uint8Array;
  /** Ed25519 over channel id, header and body: 64 bytes. */
  readonly signature?: Uint8Array;
};

/** One lesson message as it is on the wire: whole, or one fragment of it. */
export type LessonPacket = LessonMessage & {
  readonly fragment?: { readonly index: number; readonly count: number; readonly crc: number };
};

const VERSION = 1;
const FLAG = { snapshot: 1, fragment: 2, signed: 4, repeat: 8 } as const;
const HEADER_SIZE = 14;
const FRAGMENT_HEADER_SIZE = 8;
const SIGNATURE_SIZE = 64;

/**
 * Largest body sent whole: with UUID, headers, signature and emulation prevention its SEI NAL unit stays under the 2 KiB
 * that one access unit may carry of lesson messages, so no message ever has to break that budget.
 */
const MAX_WHOLE_BODY = 1792;

/** Slice of a larger body: its SEI NAL unit stays under 1 KiB, so that two fit into one access unit. */
const FRAGMENT_BODY = 896;

/** Fragments of the largest body, were they cut to 64 bytes. */
const MAX_FRAGMENTS = 1024;

/**
 * The data behind the UUID in user_data_unregistered: one, or one for each fragment of a body over 1,792 bytes.
 * A signature is repeated in every fragment.
 * @throws RangeError when a field holds what the wire cannot carry: seq, wall clock, a body over 64 KiB, a signature
 * that is not 64 bytes
 */
export function writeLessonMessage(message: LessonMessage): Uint8Array[] {
  return packetsOf(message).map((packet) => {
    const writer = new ByteWriter(sizeOf(packet));
    putPacket(writer, packet);
    return writer.finish();
  });
}

/** {@link writeLessonMessage} wrapped for the stream: one SEI NAL unit for each fragment. @throws as there */
export function lessonSeiNalUnits(message: LessonMessage, codec: VideoCodec = 'h264'): Uint8Array[] {
  // What writeSeiNalUnit and writeUserDataUnregistered would make, without their copies: this is on the way of each event.
  return packetsOf(message).map((packet) => {
    const size = UUID.length + sizeOf(packet);
    const writer = new ByteWriter(size + Math.ceil(size / 255) + 8).bytes(SEI_HEADER[codec]);
    writeSeiMessageHead(writer, USER_DATA_UNREGISTERED, size);
    putPacket(writer.bytes(UUID), packet);
    return addEmulationPrevention(writer.u8(RBSP_TRAILING_BITS).finish());
  });
}

function packetsOf(message: LessonMessage): LessonPacket[] {
  const { body, signature } = message;
  if (body.length > MAX_LESSON_BODY) {
    throw new RangeError(`a body of ${body.length} bytes, at most ${MAX_LESSON_BODY}`);
  }
  if (signature !== undefined && signature.length !== SIGNATURE_SIZE) {
    throw new RangeError(`a signature of ${signature.length} bytes instead of ${SIGNATURE_SIZE}`);
  }
  if (body.length <= MAX_WHOLE_BODY) return [message];
  const crc = crc32(body);
  const count = Math.ceil(body.length / FRAGMENT_BODY);
  return Array.from({ length: count }, (_, index) => ({
    ...message,
    body: body.subarray(index * FRAGMENT_BODY, (index + 1) * FRAGMENT_BODY),
    fragment: { index, count, crc },
  }));
}

const sizeOf = ({ body, signature, fragment }: LessonPacket): number =>
  HEADER_SIZE + (fragment ? FRAGMENT_HEADER_SIZE : 0) + body.length + (signature ? SIGNATURE_SIZE : 0);

function putPacket(writer: ByteWriter, packet: LessonPacket): void {
  const { seq, wallClockMs, snapshot, repeat, body, signature, fragment } = packet;
  const flags =
    (snapshot ? FLAG.snapshot : 0) |
    (fragment ? FLAG.fragment : 0) |
    (signature ? FLAG.signed : 0) |
    (repeat ? FLAG.repeat : 0);
  writer.u8(VERSION).u8(flags).u32(seq).u64(wallClockMs);
  if (fragment) writer.u16(fragment.index).u16(fragment.count).u32(fragment.crc);
  writer.bytes(body);
  if (signature) writer.bytes(signature);
}

/**
 * Inverse of one element of {@link writeLessonMessage}; body and signature are views of the input. Unknown flags are
 * ignored; undefined for a version other than 1. To get whole messages use LessonMessageReader.
 * @throws ParseError `truncated`; `too-large` above 4,096 bytes; `bad-value` for impossible fragment numbers
 */
export function readLessonPacket(userData: Uint8Array): LessonPacket | undefined {
  const reader = new ByteReader(userData);
  if (reader.u8() !== VERSION) return undefined;
  if (userData.length > MAX_LESSON_MESSAGE) throw reader.error('too-large', `${userData.length} bytes`, 0);
  const flags = reader.u8();
  const seq = reader.u32();
  const wallClockMs = reader.u64();
  const fragment = flags & FLAG.fragment ? { fragment: readFragment(reader) } : {};
  const signed = (flags & FLAG.signed) !== 0;
  if (signed && reader.remaining < SIGNATURE_SIZE) throw reader.error('truncated', 'signature');
  const body = reader.take(reader.remaining - (signed ? SIGNATURE_SIZE : 0));
  if (fragment.fragment && body.length === 0) throw reader.error('bad-length', 'empty fragment');
  return {
    seq,
    wallClockMs,
    snapshot: (flags & FLAG.snapshot) !== 0,
    repeat: (flags & FLAG.repeat) !== 0,
    body,
    ...(signed ? { signature: reader.take(SIGNATURE_SIZE) } : {}),
    ...fragment,
  };
}

function readFragment(reader: ByteReader): { index: number; count: number; crc: number } {
  const at = reader.offset;
  const index = reader.u16();
  const count = reader.u16();
  if (index >= count) throw reader.error('bad-value', `fragment ${index} of ${count}`, at);
  if (count > MAX_FRAGMENTS)
    throw reader.error('too-large', `${count} fragments, at most ${MAX_FRAGMENTS}`, at);
  return { index, count, crc: reader.u32() };
}
