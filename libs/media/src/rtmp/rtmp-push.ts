import { randomBytes } from 'node:crypto';
import { connect as connectTcp, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { readAmf0, writeAmf0, type Amf0Value } from '@lockstep/formats';
import { ChunkReader, type ChunkMessage } from './chunk-reader.js';
import { chunked } from './chunk-writer.js';
import { HANDSHAKE_BYTES } from './handshake.js';
import { MessageType, UserControl } from './message-types.js';
import { CONTROL_CHUNK_STREAM, OUT_CHUNK_BYTES } from './rtmp-connection.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** Where to publish: another server, and its secret. */
export type RtmpTarget = {
  readonly isEncrypted: boolean;
  readonly host: string;
  readonly port: number;
  readonly app: string;
  readonly key: string;
};

/** Why publishing elsewhere did not begin, or ended. None of them names the key. */
export type PushFailure =
  'address-not-allowed' | 'unreachable' | 'timed-out' | 'refused' | 'protocol' | 'closed';

export class PushFailed extends Error {
  override readonly name = 'PushFailed';
  constructor(
    readonly failure: PushFailure,
    options?: ErrorOptions,
  ) {
    super(`Publishing to another server failed: ${failure}`, options);
  }
}

export type PushOptions = {
  readonly target: RtmpTarget;
  /** Answers with addresses that are allowed alone. */
  readonly lookup?: LookupFunction;
  /** From the connection until it may send frames. */
  readonly timeoutMs: number;
  /** Once, after it began: the other side has closed, or said something that ends it. */
  readonly onEnd: (failure: PushFailure) => void;
  readonly signal: AbortSignal;
};

const COMMAND_STREAM = 3;
const LARGEST_MESSAGE = 64 * 1024;
const RTMP_VERSION = 3;

/** The client's half of RTMP: a connection on which frames are published. Specification: Adobe RTMP 1.0, 5.2 and 7.2. */
export class RtmpPush implements Disposable {
  /** Of the net stream on which it publishes. */
  streamId = 0;
  readonly #socket: Socket;
  readonly #chunks: ChunkReader;
  #begin: () => void = () => undefined;
  #refuse: (error: PushFailed) => void = () => undefined;
  readonly #begun = new Promise<void>((resolve, reject) => {
    this.#begin = resolve;
    this.#refuse = reject;
  });
  #handshakeLeft = 1 + 2 * HANDSHAKE_BYTES;
  #handshake = Buffer.alloc(0);
  #hasBegun = false;
  #isOver = false;

  private constructor(private readonly options: PushOptions) {
    const { target, lookup, signal } = options;
    const to = { host: target.host, port: target.port, ...(lookup && { lookup }) };
    this.#socket = target.isEncrypted ? connectTls({ ...to, servername: target.host }) : connectTcp(to);
    this.#chunks = new ChunkReader(
      { chunkStreams: 16, admit: (_type, length) => length <= LARGEST_MESSAGE },
      (message) => this.#onMessage(message),
    );
    this.#socket
      .setNoDelay(true)
      .setTimeout(options.timeoutMs, () => this.#hasBegun || this.#fail('timed-out'))
      .once(target.isEncrypted ? 'secureConnect' : 'connect', () => this.#greet())
      .on('data', (bytes) => this.#read(bytes))
      .on('error', (error: unknown) => this.#fail(failureOf(error), error))
      .once('close', () => this.#fail(this.#hasBegun ? 'closed' : 'unreachable'));
    signal.addEventListener('abort', () => this[Symbol.dispose](), { once: true });
  }

  /** @returns when the other side takes frames. @throws PushFailed */
  static async begin(options: PushOptions): Promise<RtmpPush> {
    const push = new RtmpPush(options);
    const timer = setTimeout(() => push.#fail('timed-out'), options.timeoutMs);
    try {
      await push.#begun;
      return push;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Bytes that wait for the other side. */
  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  send(bytes: Uint8Array): void {
    if (!this.#isOver) this.#socket.write(bytes);
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#refuse(new PushFailed('closed'));
    this.#socket.destroy();
  }

  #fail(failure: PushFailure, cause?: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.destroy();
    if (this.#hasBegun) this.options.onEnd(failure);
    else this.#refuse(new PushFailed(failure, { cause }));
  }

  /** C0 and C1; C2 says what came in S1. */
  #greet(): void {
    const time = Buffer.alloc(8);
    this.#socket.write(
      Buffer.concat([Buffer.of(RTMP_VERSION), time, randomBytes(HANDSHAKE_BYTES - time.length)]),
    );
  }

  #read(bytes: Buffer): void {
    try {
      const rest = this.#readHandshake(bytes);
      if (rest.length > 0) this.#chunks.read(rest);
    } catch (error) {
      this.#fail('protocol', error);
    }
  }

  #readHandshake(bytes: Buffer): Buffer {
    if (this.#handshakeLeft === 0) return bytes;
    const taken = Math.min(bytes.length, this.#handshakeLeft);
    this.#handshake = Buffer.concat([this.#handshake, bytes.subarray(0, taken)]);
    this.#handshakeLeft -= taken;
    if (this.#handshakeLeft > 0) return bytes.subarray(taken);
    if (this.#handshake[0] !== RTMP_VERSION) throw new RtmpProtocolError('it does not speak RTMP');
    this.#socket.write(this.#handshake.subarray(1, 1 + HANDSHAKE_BYTES));
    this.#handshake = Buffer.alloc(0);
    this.#connect();
    return bytes.subarray(taken);
  }

  #connect(): void {
    const { app, host, port, isEncrypted } = this.options.target;
    const size = Buffer.alloc(4);
    size.writeUInt32BE(OUT_CHUNK_BYTES);
    this.#sendMessage(CONTROL_CHUNK_STREAM, MessageType.setChunkSize, 0, size);
    const tcUrl = `${isEncrypted ? 'rtmps' : 'rtmp'}://${host}:${port}/${app}`;
    this.#call('connect', 1, { app, type: 'nonprivate', flashVer: 'FMLE/3.0 (compatible; Lockstep)', tcUrl });
  }

  #onMessage({ type, body }: ChunkMessage): void {
    if (type === MessageType.setChunkSize && body.length >= 4)
      return this.#chunks.setChunkBytes(body.readUInt32BE());
    if (
      type === MessageType.userControl &&
      body.length >= 6 &&
      body.readUInt16BE() === UserControl.pingRequest
    ) {
      const answer = Buffer.from(body.subarray(0, 6));
      answer.writeUInt16BE(UserControl.pingResponse);
      return this.#sendMessage(CONTROL_CHUNK_STREAM, MessageType.userControl, 0, answer);
    }
    if (type === MessageType.command) this.#onCommand(body);
    else if (type === MessageType.commandAmf3) this.#onCommand(body.subarray(1));
  }

  #onCommand(body: Uint8Array): void {
    const [name, transaction, , value] = readAmf0(body);
    if (name === '_error') return this.#fail('refused');
    if (name === '_result' && transaction === 1) {
      const { key } = this.options.target;
      this.#call('releaseStream', 2, null, key);
      this.#call('FCPublish', 3, null, key);
      return this.#call('createStream', 4, null);
    }
    if (name === '_result' && transaction === 4) {
      if (typeof value !== 'number')
        throw new RtmpProtocolError('createStream was answered without a stream');
      this.streamId = value;
      return this.#call('publish', 5, null, this.options.target.key, 'live');
    }
    if (name === 'onStatus') this.#onStatus(value);
  }

  #onStatus(status: Amf0Value): void {
    const { code, level } = (typeof status === 'object' && status !== null ? status : {}) as Record<
      string,
      Amf0Value
    >;
    if (code === 'NetStream.Publish.Start' && !this.#hasBegun) {
      this.#hasBegun = true;
      this.#begin();
    } else if (level === 'error') this.#fail('refused');
  }

  #call(name: string, transaction: number, ...values: readonly Amf0Value[]): void {
    const streamId = name === 'publish' ? this.streamId : 0;
    this.#sendMessage(COMMAND_STREAM, MessageType.command, streamId, writeAmf0(name, transaction, ...values));
  }

  #sendMessage(chunkStream: number, type: number, streamId: number, body: Uint8Array): void {
    // before the size of chunks is told, what is sent is shorter than that of the specification
    this.#socket.write(chunked({ chunkStream, type, timestampMs: 0, streamId }, body, OUT_CHUNK_BYTES));
  }
}

const failureOf = (error: unknown): PushFailure =>
  error instanceof PushFailed ? error.failure : 'unreachable';
