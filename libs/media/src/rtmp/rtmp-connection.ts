import { readAmf0, writeAmf0, type Amf0Value } from '@lockstep/formats';
import { readAggregate } from './aggregate-message.js';
import { ChunkReader, type ChunkMessage } from './chunk-reader.js';
import { chunked } from './chunk-writer.js';
import { Handshake } from './handshake.js';
import { MessageType, TIMESTAMP_WRAP_MS, UserControl } from './message-types.js';
import type { RtmpLimits } from './rtmp-limits.js';
import type { RtmpMessage } from './rtmp-message.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** Chunks that are sent: a frame of 64 KiB and less is one chunk. */
export const OUT_CHUNK_BYTES = 0xffff;
/** Every connection has one net stream, so a message for players has the same bytes for all. */
export const NET_STREAM = 1;
const WINDOW_BYTES = 5_000_000;
const DYNAMIC_LIMIT = 2;
const SHORTEST_WINDOW_BYTES = 64 * 1024;
const CONTROL_CHUNK_STREAM = 2;
const COMMAND_CHUNK_STREAM = 3;

export type RtmpConnectionEvents = {
  readonly onMessage: (message: RtmpMessage) => void;
  readonly onOutput: (bytes: Buffer) => void;
  /** A data message was too large to be read and was left out. */
  readonly onLeftOut?: (byteLength: number) => void;
};

/** One connection's RTMP: bytes in, messages out, and the server's answers. Keeps no reference to what it hands out. */
export class RtmpConnection {
  /** Largest video or audio message that is accepted now, bytes; raised for an accepted publisher. */
  maxMessageBytes: number;
  readonly #handshake: Handshake;
  readonly #chunks: ChunkReader;
  #receivedBytes = 0;
  #acknowledgedBytes = 0;
  #acknowledgeEvery = Infinity;

  constructor(
    private readonly limits: RtmpLimits,
    private readonly events: RtmpConnectionEvents,
  ) {
    this.maxMessageBytes = limits.commandBytes;
    this.#handshake = new Handshake(events.onOutput);
    this.#chunks = new ChunkReader(
      {
        chunkStreams: limits.chunkStreams,
        admit: (type, length, unfinishedBytes) => this.#admit(type, length, unfinishedBytes),
      },
      (message) => this.#onMessage(message),
    );
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /**
   * Reads what the socket brought; messages are handed out before it returns.
   * @throws RtmpProtocolError, ParseError: the connection cannot go on
   */
  read(bytes: Buffer): void {
    this.#receivedBytes += bytes.length;
    const chunks = this.#handshake.read(bytes);
    if (this.#handshake.isComplete) this.#chunks.read(chunks);
    if (this.#receivedBytes - this.#acknowledgedBytes < this.#acknowledgeEvery) return;
    this.#acknowledgedBytes = this.#receivedBytes;
    this.#sendControl(MessageType.acknowledgement, uint32(this.#receivedBytes % TIMESTAMP_WRAP_MS));
  }

  #admit(type: number, length: number, unfinishedBytes: number): boolean {
    const isMedia =
      type === MessageType.audio || type === MessageType.video || type === MessageType.aggregate;
    const limit = isMedia ? this.maxMessageBytes : this.limits.commandBytes; // AMF costs time to read
    if (length > limit && isData(type)) {
      this.events.onLeftOut?.(length);
      return false;
    }
    if (length > limit) {
      const what = NAMES[type] ?? `message of type ${type}`;
      throw new RtmpProtocolError(`the ${what} has ${length} bytes; at most ${limit} are allowed here`);
    }
    if (unfinishedBytes > 2 * this.maxMessageBytes) {
      throw new RtmpProtocolError(`${unfinishedBytes} bytes of messages are begun and not ended`);
    }
    return true;
  }

  #onMessage(message: ChunkMessage): void {
    const { type, timestampMs, body } = message;
    switch (type) {
      case MessageType.audio:
        return this.events.onMessage({ kind: 'audio', timestampMs, body });
      case MessageType.video:
        return this.events.onMessage({ kind: 'video', timestampMs, body });
      case MessageType.data:
        return this.events.onMessage({ kind: 'script', timestampMs, body });
      case MessageType.dataAmf3:
        return this.events.onMessage({ kind: 'script', timestampMs, body: body.subarray(1) });
      case MessageType.command:
        return this.#onCommand(body);
      case MessageType.commandAmf3:
        return this.#onCommand(body.subarray(1)); // one byte 0, then AMF0
      case MessageType.aggregate:
        return this.#onAggregate(message);
      default:
        return this.#onControl(type, body);
    }
  }

  #onAggregate(aggregate: ChunkMessage): void {
    for (const message of readAggregate(aggregate)) {
      const { type, body } = message;
      if (type === MessageType.audio || type === MessageType.video) this.#onMessage(message);
      else if (isData(type) && body.length > this.limits.commandBytes) this.events.onLeftOut?.(body.length);
      else if (isData(type)) this.#onMessage(message);
    }
  }

  #onCommand(body: Uint8Array): void {
    const [name, transactionId, ...values] = readAmf0(body);
    if (typeof name !== 'string') throw new RtmpProtocolError('a command without a name');
    this.events.onMessage({
      kind: 'command',
      name,
      transactionId: typeof transactionId === 'number' ? transactionId : 0,
      values,
    });
  }

  /** Specification: Adobe RTMP 1.0, 5.4 and 7.1.7. */
  #onControl(type: number, body: Buffer): void {
    switch (type) {
      case MessageType.setChunkSize:
        return this.#chunks.setChunkBytes(readUint32(body, 'Set Chunk Size'));
      case MessageType.abort:
        return this.#chunks.abort(readUint32(body, 'Abort Message'));
      case MessageType.windowAcknowledgementSize: {
        const window = readUint32(body, 'Window Acknowledgement Size');
        this.#acknowledgeEvery = Math.max(window / 2, SHORTEST_WINDOW_BYTES);
        return;
      }
      case MessageType.userControl:
        if (body.length >= 6 && body.readUInt16BE() === UserControl.pingRequest) {
          this.#sendUserControl(UserControl.pingResponse, body.readUInt32BE(2));
        }
        return;
      default: // acknowledgements, bandwidths, shared objects: nothing to do
    }
  }

  acceptConnect(transactionId: number): void {
    this.#sendSizes();
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
    this.sendResult(transactionId, NET_STREAM);
  }

  /** The answer to a `connect` that is refused. */
  rejectConnect(transactionId: number, description: string): void {
    this.#sendSizes();
    const info = { level: 'error', code: 'NetConnection.Connect.Rejected', description };
    this.sendCommand(0, '_error', transactionId, null, info);
  }

  /** Window, bandwidth and chunk size: everything after them relies on the last. */
  #sendSizes(): void {
    this.#sendControl(MessageType.windowAcknowledgementSize, uint32(WINDOW_BYTES));
    this.#sendControl(
      MessageType.setPeerBandwidth,
      Buffer.concat([uint32(WINDOW_BYTES), Buffer.of(DYNAMIC_LIMIT)]),
    );
    this.#sendControl(MessageType.setChunkSize, uint32(OUT_CHUNK_BYTES));
  }

  /** The answer to a call, so that a client that waits for it goes on. */
  sendResult(transactionId: number, ...values: readonly Amf0Value[]): void {
    this.sendCommand(0, '_result', transactionId, null, ...values);
  }

  /** onStatus on the net stream. Specification: Adobe RTMP 1.0, 7.2.2. */
  sendStatus(level: 'status' | 'warning' | 'error', code: string, description: string): void {
    this.sendCommand(NET_STREAM, 'onStatus', 0, null, { level, code, description });
  }

  sendStreamBegin(): void {
    this.#sendUserControl(UserControl.streamBegin, NET_STREAM);
  }

  sendStreamEof(): void {
    this.#sendUserControl(UserControl.streamEof, NET_STREAM);
  }

  sendCommand(streamId: number, name: string, transactionId: number, ...values: readonly Amf0Value[]): void {
    const message = {
      chunkStream: COMMAND_CHUNK_STREAM,
      type: MessageType.command,
      timestampMs: 0,
      streamId,
    };
    this.events.onOutput(chunked(message, writeAmf0(name, transactionId, ...values), OUT_CHUNK_BYTES));
  }

  #sendUserControl(event: number, value: number): void {
    this.#sendControl(MessageType.userControl, Buffer.concat([Buffer.of(0, event), uint32(value)]));
  }

  #sendControl(type: number, body: Uint8Array): void {
    const message = { chunkStream: CONTROL_CHUNK_STREAM, type, timestampMs: 0, streamId: 0 };
    this.events.onOutput(chunked(message, body, OUT_CHUNK_BYTES));
  }
}

const NAMES: Readonly<Record<number, string>> = {
  [MessageType.audio]: 'audio message',
  [MessageType.video]: 'video message',
  [MessageType.aggregate]: 'aggregate message',
  [MessageType.command]: 'command',
  [MessageType.commandAmf3]: 'command',
};

const isData = (type: number): boolean => type === MessageType.data || type === MessageType.dataAmf3;

function readUint32(body: Buffer, what: string): number {
  if (body.length < 4) throw new RtmpProtocolError(`${what} has ${body.length} bytes, not 4`);
  return body.readUInt32BE();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
