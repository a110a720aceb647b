import { TIMESTAMP_WRAP_MS } from './message-types.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** A message that was sent in chunks. Its body belongs to the receiver. */
export type ChunkMessage = {
  readonly type: number;
  /** 32-bit clock of the sender, ms. */
  readonly timestampMs: number;
  readonly streamId: number;
  readonly body: Buffer;
};

/** What a reader takes from its peer. */
export interface ChunkPolicy {
  /** Chunk streams of one connection. */
  readonly chunkStreams: number;
  /**
   * A message begins.
   * @param unfinishedBytes announced lengths of all messages that have begun and not ended, this one included
   * @returns whether to keep it; one that is not kept is read over
   * @throws RtmpProtocolError the connection cannot go on
   */
  admit(type: number, length: number, unfinishedBytes: number): boolean;
}

/** Specification: Adobe RTMP 1.0, 5.4.1. */
const DEFAULT_CHUNK_BYTES = 128;
/** A message length has 24 bits: a larger chunk size means nothing more. */
const MAX_CHUNK_BYTES = 0xffffff;
const EXTENDED = 0xffffff;
const EXTENDED_BYTES = 4;
/** Basic header of 3 bytes, message header of 11, extended time stamp of 4. */
const MAX_HEADER_BYTES = 18;
/** By chunk type: time, length and type, stream id; time, length and type; time; nothing. 5.3.1.2. */
const MESSAGE_HEADER_BYTES = [11, 7, 3, 0] as const;
const NOTHING = Buffer.alloc(0);

/** What a chunk stream remembers from its last header, and the message that it is in the middle of. */
type ChunkStream = {
  /** The time stamp field: absolute after type 0, a difference after types 1 and 2. */
  field: number;
  isExtended: boolean;
  length: number;
  type: number;
  streamId: number;
  /** Time of the message, ms. */
  clock: number;
  isInMessage: boolean;
  isKept: boolean;
  body: Buffer;
  receivedBytes: number;
};

/**
 * Chunks of one direction of a connection to messages. It accepts what the specification allows and what servers in
 * the field accept: a chunk size that changes between the chunks of a message, and type 3 chunks with and without the
 * extended time stamp. Specification: Adobe RTMP 1.0, 5.3.
 */
export class ChunkReader {
  readonly #streams = new Map<number, ChunkStream>();
  readonly #header = Buffer.alloc(MAX_HEADER_BYTES);
  #headerBytes = 0;
  #chunkBytes = DEFAULT_CHUNK_BYTES;
  /** The chunk whose payload is being read, and what is missing of it. */
  #current: ChunkStream | undefined;
  #payloadLeft = 0;
  #unfinishedBytes = 0;

  constructor(
    private readonly policy: ChunkPolicy,
    private readonly onMessage: (message: ChunkMessage) => void,
  ) {}

  /**
   * Reads what the socket brought; messages are handed out before it returns.
   * @throws RtmpProtocolError, and what `onMessage` throws: the connection cannot go on
   */
  read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#current !== undefined) at += this.#readPayload(this.#current, bytes, at);
      else at += this.#readHeader(bytes, at);
    }
  }

  /** Holds from the next chunk on, also within a message. @throws RtmpProtocolError */
  setChunkBytes(size: number): void {
    if (size < 1 || size > 0x7fffffff) {
      throw new RtmpProtocolError(`a chunk size of ${size}; it must be between 1 and 2,147,483,647`);
    }
    this.#chunkBytes = Math.min(size, MAX_CHUNK_BYTES);
  }

  /** Forgets the message that a chunk stream is in the middle of. Specification: Adobe RTMP 1.0, 5.4.2. */
  abort(chunkStream: number): void {
    const stream = this.#streams.get(chunkStream);
    if (stream?.isInMessage) this.#finish(stream);
  }

  /** @returns how many bytes were taken */
  #readPayload(stream: ChunkStream, bytes: Buffer, from: number): number {
    const size = Math.min(this.#payloadLeft, bytes.length - from);
    if (stream.isKept) bytes.copy(stream.body, stream.receivedBytes, from, from + size);
    stream.receivedBytes += size;
    this.#payloadLeft -= size;
    if (this.#payloadLeft === 0) this.#endChunk(stream);
    return size;
  }

  #endChunk(stream: ChunkStream): void {
    this.#current = undefined;
    if (stream.receivedBytes < stream.length) return;
    const { type, clock, streamId, body, isKept } = stream;
    this.#finish(stream);
    if (isKept) this.onMessage({ type, timestampMs: clock, streamId, body });
  }

  #finish(stream: ChunkStream): void {
    this.#unfinishedBytes -= stream.length;
    stream.isInMessage = false;
    stream.body = NOTHING;
    stream.receivedBytes = 0;
  }

  /** Gathers a header, which may come in pieces. @returns how many bytes were taken */
  #readHeader(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length) {
      const needed = this.#fixedHeaderBytes();
      if (this.#headerBytes < needed) {
        const size = Math.min(needed - this.#headerBytes, bytes.length - at);
        bytes.copy(this.#header, this.#headerBytes, at, at + size);
        this.#headerBytes += size;
        at += size;
        if (this.#headerBytes < needed || this.#fixedHeaderBytes() > needed) continue;
        if (this.#isExtendedHeader()) continue;
        this.#beginChunk(undefined);
        break;
      }
      this.#header[this.#headerBytes++] = bytes[at++] ?? 0;
      if (this.#readExtended(needed)) break;
    }
    return at - from;
  }

  /** Bytes of basic and message header, as far as can be told by now. */
  #fixedHeaderBytes(): number {
    if (this.#headerBytes === 0) return 1;
    return this.#basicHeaderBytes + (MESSAGE_HEADER_BYTES[this.#chunkType] ?? 0);
  }

  get #chunkType(): number {
    return (this.#header[0] ?? 0) >> 6;
  }

  get #basicHeaderBytes(): number {
    const id = (this.#header[0] ?? 0) & 0x3f;
    return id === 0 ? 2 : id === 1 ? 3 : 1;
  }

  /** Specification: Adobe RTMP 1.0, 5.3.1.1. */
  get #chunkStreamId(): number {
    const low = 64 + (this.#header[1] ?? 0);
    if (this.#basicHeaderBytes === 1) return (this.#header[0] ?? 0) & 0x3f;
    return this.#basicHeaderBytes === 2 ? low : low + (this.#header[2] ?? 0) * 256;
  }

  #isExtendedHeader(): boolean {
    if (this.#chunkType === 3) return this.#streams.get(this.#chunkStreamId)?.isExtended ?? false;
    return this.#header.readUIntBE(this.#basicHeaderBytes, 3) === EXTENDED;
  }

  /**
   * One more byte of what may be an extended time stamp. Many encoders leave it out of type 3 chunks (librtmp and its
   * descendants), so there it is one only if it says what the header before it said.
   * @returns whether the chunk's header is complete
   */
  #readExtended(headerBytes: number): boolean {
    const length = this.#headerBytes - headerBytes;
    if (this.#chunkType === 3) {
      const stream = this.#streams.get(this.#chunkStreamId);
      const expected = stream?.isInMessage ? [stream.field, stream.clock] : [stream?.field ?? 0];
      const given = this.#header.readUIntBE(headerBytes, length);
      if (!expected.some((value) => Math.floor(value / 256 ** (EXTENDED_BYTES - length)) === given)) {
        const payload = Buffer.copyBytesFrom(this.#header, headerBytes, length);
        this.#beginChunk(undefined);
        this.read(payload);
        return true;
      }
    }
    if (length < EXTENDED_BYTES) return false;
    this.#beginChunk(this.#header.readUInt32BE(headerBytes));
    return true;
  }

  #beginChunk(extended: number | undefined): void {
    const stream = this.#chunkStream();
    if (this.#chunkType < 3) this.#readFields(stream, extended);
    this.#headerBytes = 0;
    if (!stream.isInMessage) this.#beginMessage(stream);
    this.#payloadLeft = Math.min(this.#chunkBytes, stream.length - stream.receivedBytes);
    this.#current = stream;
    if (this.#payloadLeft === 0) this.#endChunk(stream); // a message without a body
  }

  #chunkStream(): ChunkStream {
    const id = this.#chunkStreamId;
    let stream = this.#streams.get(id);
    if (stream === undefined) {
      if (this.#streams.size >= this.policy.chunkStreams) {
        throw new RtmpProtocolError(`more than ${this.policy.chunkStreams} chunk streams`);
      }
      stream = newChunkStream();
      this.#streams.set(id, stream);
    }
    return stream;
  }

  /** Types 0 to 2: each says a part of what the next messages have. 5.3.1.2. */
  #readFields(stream: ChunkStream, extended: number | undefined): void {
    if (stream.isInMessage) {
      throw new RtmpProtocolError('a message begins inside another message of the same chunk stream');
    }
    const type = this.#chunkType;
    const at = this.#basicHeaderBytes;
    stream.field = extended ?? this.#header.readUIntBE(at, 3);
    stream.isExtended = extended !== undefined;
    if (type < 2) {
      stream.length = this.#header.readUIntBE(at + 3, 3);
      stream.type = this.#header[at + 6] ?? 0;
    }
    if (type === 0) {
      stream.streamId = this.#header.readUInt32LE(at + 7);
      stream.clock = 0; // the field is the time itself
    }
  }

  #beginMessage(stream: ChunkStream): void {
    stream.clock = (stream.clock + stream.field) % TIMESTAMP_WRAP_MS;
    this.#unfinishedBytes += stream.length;
    stream.isInMessage = true;
    stream.isKept = this.policy.admit(stream.type, stream.length, this.#unfinishedBytes);
    stream.body = stream.isKept ? Buffer.allocUnsafe(stream.length) : NOTHING;
  }
}

const newChunkStream = (): ChunkStream => ({
  field: 0,
  isExtended: false,
  length: 0,
  type: 0,
  streamId: 0,
  clock: 0,
  isInMessage: false,
  isKept: false,
  body: NOTHING,
  receivedBytes: 0,
});
