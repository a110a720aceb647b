/**
 * The only file that imports node-media-server (enforced by lint). Its handshake, chunk reader and chunk writer are used;
 * where they trust the peer, they are replaced here. Its sessions, process-wide Context, servers, broadcast, caches and
 * `./data` folder are not loaded.
 */
import { readAmf0, writeAmf0, type Amf0Value } from '@lockstep/formats';
import logger from 'node-media-server/src/core/logger.js';
import Rtmp, { type RtmpPacket } from 'node-media-server/src/protocol/rtmp.js';
import type { RtmpLimits } from './rtmp-limits.js';
import type { RtmpMessage } from './rtmp-message.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

// It prints what clients send to the console.
logger.log = () => undefined;

const RTMP_VERSION = 3;
const HANDSHAKE_BYTES = 1536;
const DEFAULT_CHUNK_BYTES = 128;
/** What chunksCreate cuts messages into. */
const OUT_CHUNK_BYTES = 0xffff;
const MAX_CHUNK_HEADER_BYTES = 18;
/** A message length has 24 bits: a larger chunk size means nothing more. */
const MAX_CHUNK_BYTES = 0xffffff;
const WINDOW_BYTES = 5_000_000;
const DYNAMIC_LIMIT = 2;
const WRAP_MS = 2 ** 32;

/** Message type ids. Specification: Adobe RTMP 1.0, 5.4 and 7.1. */
const Type = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAcknowledgementSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
  aggregate: 22,
} as const;

const UserControl = { streamBegin: 0, streamEof: 1, pingRequest: 6, pingResponse: 7 } as const;
const COMMAND_CHUNK_STREAM = 3;
const MEDIA_CHUNK_STREAMS = { audio: 4, video: 5, script: 6 } as const;
const MEDIA_TYPES = { audio: Type.audio, video: Type.video, script: Type.data } as const;
/** Every connection has one net stream, so a message for players is the same bytes for all. */
const NET_STREAM = 1;

const NOTHING = Buffer.alloc(0);

/**
 * Rtmp's prototype without its constructor: that one allocates an FLV parser with a buffer of 1 MiB for every
 * connection, which RTMP never uses.
 */
const RtmpWithoutFlvParser = function () {} as unknown as typeof Rtmp;
RtmpWithoutFlvParser.prototype = Rtmp.prototype;

export type RtmpProtocolEvents = {
  readonly onMessage: (message: RtmpMessage) => void;
  readonly onOutput: (bytes: Buffer) => void;
};

/** One connection's RTMP: bytes in, messages out, and the server's answers. Keeps no reference to what it hands out. */
export class RtmpProtocol extends RtmpWithoutFlvParser {
  /** Largest picture or sound accepted now; raised for an accepted publisher. */
  maxMessageBytes: number;
  readonly #limits: RtmpLimits;
  readonly #onMessage: (message: RtmpMessage) => void;
  /** Announced lengths of messages that have begun and not ended. */
  #unfinishedBytes = 0;
  #receivedBytes = 0;
  #acknowledgedBytes = 0;
  #acknowledgeEvery = Infinity;

  constructor(limits: RtmpLimits, { onMessage, onOutput }: RtmpProtocolEvents) {
    super();
    this.#limits = limits;
    this.#onMessage = onMessage;
    this.maxMessageBytes = limits.commandBytes;
    this.onOutputCallback = onOutput;
    this.handshakePayload = Buffer.alloc(HANDSHAKE_BYTES);
    this.handshakeState = 0;
    this.handshakeBytes = 0;
    this.parserBuffer = Buffer.alloc(MAX_CHUNK_HEADER_BYTES);
    this.parserState = 0;
    this.parserBytes = 0;
    this.parserBasicBytes = 0;
    this.parserPacket = newPacket(0, 0);
    this.inPackets = new Map();
    this.inChunkSize = DEFAULT_CHUNK_BYTES;
    this.outChunkSize = OUT_CHUNK_BYTES;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /**
   * Reads what the socket brought; messages are handed out before it returns.
   * @throws RtmpProtocolError, ParseError: the connection cannot go on
   */
  read(bytes: Buffer): void {
    if (this.#receivedBytes === 0 && bytes[0] !== RTMP_VERSION) {
      throw new RtmpProtocolError(`not RTMP: the first byte is ${bytes[0]}, not ${RTMP_VERSION}`);
    }
    this.#receivedBytes += bytes.length;
    this.parserData(bytes);
    if (this.#receivedBytes - this.#acknowledgedBytes < this.#acknowledgeEvery) return;
    this.#acknowledgedBytes = this.#receivedBytes;
    this.sendACK(this.#receivedBytes % WRAP_MS);
  }

  /** A chunk's header is complete. The original mixes up large chunk stream ids and keeps any number of them. */
  override packetParse(): void {
    const first = this.parserBuffer[0] ?? 0;
    const fmt = first >> 6;
    const cid = chunkStreamId(this.parserBuffer, this.parserBasicBytes);
    let packet = this.inPackets.get(cid);
    if (packet === undefined) {
      if (this.inPackets.size >= this.#limits.chunkStreams) {
        throw new RtmpProtocolError(`more than ${this.#limits.chunkStreams} chunk streams`);
      }
      packet = newPacket(fmt, cid);
      this.inPackets.set(cid, packet);
    }
    if (packet.bytes > 0 && fmt !== 3) {
      throw new RtmpProtocolError('a new message begins inside another one of the same chunk stream');
    }
    packet.header.fmt = fmt;
    this.parserPacket = packet;
    this.chunkMessageHeaderRead();
  }

  /** A message begins. The original allocates any announced length, and keeps it for the life of the connection. */
  override packetAlloc(): void {
    const packet = this.parserPacket;
    const { length, type } = packet.header;
    const isMedia = type === Type.audio || type === Type.video;
    const limit = isMedia ? this.maxMessageBytes : this.#limits.commandBytes; // AMF costs time to read
    this.#unfinishedBytes += length;
    if (length > limit || this.#unfinishedBytes > 2 * this.maxMessageBytes) {
      throw new RtmpProtocolError(`a message of ${length} bytes; at most ${limit} are allowed here`);
    }
    packet.payload = Buffer.allocUnsafe(length);
    packet.clock %= WRAP_MS; // the original loses every message after 2^32 ms
  }

  /** A message is complete. The original decodes it unchecked, and hands on media of anybody. */
  override packetHandler(): void {
    const packet = this.parserPacket;
    const body = packet.payload;
    packet.payload = NOTHING;
    this.#unfinishedBytes -= body.length;
    switch (packet.header.type) {
      case Type.audio:
        return this.#onMessage({ kind: 'audio', timestampMs: packet.clock, body });
      case Type.video:
        return this.#onMessage({ kind: 'video', timestampMs: packet.clock, body });
      case Type.data:
        return this.#onMessage({ kind: 'script', timestampMs: packet.clock, body });
      case Type.dataAmf3:
        return this.#onMessage({ kind: 'script', timestampMs: packet.clock, body: body.subarray(1) });
      case Type.command:
        return this.#command(body);
      case Type.commandAmf3:
        return this.#command(body.subarray(1)); // one byte 0, then AMF0
      case Type.aggregate:
        throw new RtmpProtocolError('aggregate messages are not supported');
      default:
        return this.#control(packet.header.type, body);
    }
  }

  #command(body: Uint8Array): void {
    const [name, transactionId, ...values] = readAmf0(body);
    if (typeof name !== 'string') throw new RtmpProtocolError('a command without a name');
    this.#onMessage({
      kind: 'command',
      name,
      transactionId: typeof transactionId === 'number' ? transactionId : 0,
      values,
    });
  }

  #control(type: number, body: Buffer): void {
    switch (type) {
      case Type.setChunkSize:
        return this.#setInChunkSize(uint32(body, 'Set Chunk Size'));
      case Type.abort:
        return this.#abort(uint32(body, 'Abort'));
      case Type.windowAcknowledgementSize:
        this.#acknowledgeEvery = Math.max(uint32(body, 'Window Acknowledgement Size') / 2, 64 * 1024);
        return;
      case Type.userControl:
        if (body.length >= 6 && body.readUInt16BE() === UserControl.pingRequest) {
          this.sendStreamStatus(UserControl.pingResponse, body.readUInt32BE(2));
        }
        return;
      default: // acknowledgements, bandwidths, shared objects: nothing to do
    }
  }

  #setInChunkSize(size: number): void {
    if (size < 1 || size > 0x7fffffff) throw new RtmpProtocolError(`a chunk size of ${size}`);
    for (const { bytes } of this.inPackets.values()) {
      // the chunk reader finds the chunk's end by the bytes so far, which were cut at the old size
      if (bytes > 0) throw new RtmpProtocolError('the chunk size changes inside a message');
    }
    this.inChunkSize = Math.min(size, MAX_CHUNK_BYTES);
  }

  #abort(chunkStream: number): void {
    const packet = this.inPackets.get(chunkStream);
    if (packet === undefined || packet.bytes === 0) return;
    this.#unfinishedBytes -= packet.payload.length;
    packet.payload = NOTHING;
    packet.bytes = 0;
  }

  /** Window, bandwidth and chunk size, which everything after them relies on; then the result of `connect`. */
  acceptConnect(transactionId: number): void {
    this.sendWindowACK(WINDOW_BYTES);
    this.setPeerBandwidth(WINDOW_BYTES, DYNAMIC_LIMIT);
    this.setChunkSize(OUT_CHUNK_BYTES);
    this.sendCommand(
      0,
      '_result',
      transactionId,
      { fmsVer: 'FMS/3,0,1,123', capabilities: 31 },
      {
        level: 'status',
        code: 'NetConnection.Connect.Success',
        description: 'Connection succeeded.',
        objectEncoding: 0,
      },
    );
  }

  acceptCreateStream(transactionId: number): void {
    this.sendCommand(0, '_result', transactionId, null, NET_STREAM);
  }

  /** onStatus on the net stream. Specification: Adobe RTMP 1.0, 7.2.2. */
  sendStatus(level: 'status' | 'error', code: string, description: string): void {
    this.sendCommand(NET_STREAM, 'onStatus', 0, null, { level, code, description });
  }

  sendStreamBegin(): void {
    this.sendStreamStatus(UserControl.streamBegin, NET_STREAM);
  }

  sendStreamEof(): void {
    this.sendStreamStatus(UserControl.streamEof, NET_STREAM);
  }

  sendCommand(netStream: number, name: string, transactionId: number, ...values: readonly Amf0Value[]): void {
    const payload = asBuffer(writeAmf0(name, transactionId, ...values));
    this.onOutputCallback(chunks(COMMAND_CHUNK_STREAM, Type.command, 0, netStream, payload));
  }
}

/** The bytes of an audio, video or data message for players: the same for all of them. */
export function writeRtmpMedia({
  kind,
  timestampMs,
  body,
}: RtmpMessage & { kind: keyof typeof MEDIA_TYPES }): Buffer {
  const timestamp = Math.round(timestampMs) % WRAP_MS;
  return chunks(MEDIA_CHUNK_STREAMS[kind], MEDIA_TYPES[kind], timestamp, NET_STREAM, asBuffer(body));
}

function chunks(cid: number, type: number, timestamp: number, streamId: number, payload: Buffer): Buffer {
  if (payload.length === 0) throw new RangeError('An RTMP message for players is never empty.');
  const header = { fmt: 0, cid, timestamp, length: payload.length, type, stream_id: streamId };
  return Rtmp.chunksCreate({ header, payload });
}

const newPacket = (fmt: number, cid: number): RtmpPacket => ({
  header: { fmt, cid, timestamp: 0, length: 0, type: 0, stream_id: 0 },
  clock: 0,
  payload: NOTHING,
  capacity: 0,
  bytes: 0,
});

/** Specification: Adobe RTMP 1.0, 5.3.1.1. */
function chunkStreamId(header: Buffer, basicHeaderBytes: number): number {
  if (basicHeaderBytes === 1) return (header[0] ?? 0) & 0x3f;
  const low = 64 + (header[1] ?? 0);
  return basicHeaderBytes === 2 ? low : low + (header[2] ?? 0) * 256;
}

function uint32(body: Buffer, what: string): number {
  if (body.length < 4) throw new RtmpProtocolError(`${what} of ${body.length} bytes`);
  return body.readUInt32BE();
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
