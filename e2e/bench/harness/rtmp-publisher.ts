import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Amf0Value, type FlvTag, writeAmf0 } from '@lockstep/formats';

const HANDSHAKE_BYTES = 1536;
const CHUNK_SIZE = 65_536;
const MESSAGE_STREAM = 1;
/** Chunk stream for each kind of message. */
const CHUNK_STREAMS = { control: 2, command: 3, audio: 4, video: 6, script: 5 } as const;
/** Message types; those of audio, video and script data are the tag types of FLV. */
const MESSAGE_TYPES = { audio: 8, video: 9, script: 18 } as const;
const SET_CHUNK_SIZE = 1;
const COMMAND_AMF0 = 20;

/**
 * Publishes FLV tags over RTMP, with full control over the moment in which each is written: what a measurement
 * needs and ffmpeg does not give. Specification: Adobe RTMP 1.0.
 */
export class RtmpPublisher implements AsyncDisposable {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves once the server has accepted the publication; rejects when it closes the connection instead. */
  static async start(address: { port: number; app: string; key: string }): Promise<RtmpPublisher> {
    const socket = connect({ host: '127.0.0.1', port: address.port, noDelay: true });
    await once(socket, 'connect');
    const publisher = new RtmpPublisher(socket);
    const answers = new Answers(socket);
    socket.write(Buffer.concat([Buffer.of(3), Buffer.alloc(HANDSHAKE_BYTES)]));
    const s0s1s2 = await answers.bytes(1 + 2 * HANDSHAKE_BYTES);
    socket.write(s0s1s2.subarray(1, 1 + HANDSHAKE_BYTES));
    const tcUrl = `rtmp://127.0.0.1:${address.port}/${address.app}`;
    const chunkSize = Buffer.alloc(4);
    chunkSize.writeUInt32BE(CHUNK_SIZE);
    publisher.#message('control', SET_CHUNK_SIZE, 0, 0, chunkSize);
    publisher.#command(0, ['connect', 1, { app: address.app, type: 'nonprivate', tcUrl }]);
    await answers.text('NetConnection.Connect.Success');
    publisher.#command(0, ['createStream', 2, null]);
    publisher.#command(MESSAGE_STREAM, ['publish', 3, null, address.key, 'live']);
    await answers.text('NetStream.Publish.Start');
    return publisher;
  }

  /** Writes one tag; returns the moment of the write on the monotonic clock, in milliseconds. */
  send(tag: FlvTag, timestampMs: number): number {
    this.#message(tag.type, MESSAGE_TYPES[tag.type], MESSAGE_STREAM, timestampMs, tag.body);
    return performance.now();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.closed) return;
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }

  #command(streamId: number, values: readonly Amf0Value[]): void {
    this.#message('command', COMMAND_AMF0, streamId, 0, writeAmf0(...values));
  }

  /** Chunks of one message: a type 0 header, then type 3 headers. RTMP 5.3.1. */
  #message(
    chunkStream: keyof typeof CHUNK_STREAMS,
    type: number,
    streamId: number,
    timestampMs: number,
    body: Uint8Array,
  ): void {
    const id = CHUNK_STREAMS[chunkStream];
    const extended = timestampMs >= 0xffffff;
    const header = Buffer.alloc(12);
    header[0] = id;
    header.writeUIntBE(extended ? 0xffffff : timestampMs, 1, 3);
    header.writeUIntBE(body.length, 4, 3);
    header[7] = type;
    header.writeUInt32LE(streamId, 8);
    const time = Buffer.alloc(extended ? 4 : 0);
    if (extended) time.writeUInt32BE(timestampMs % 2 ** 32);
    const parts: Uint8Array[] = [header, time];
    for (let offset = 0; offset < body.length || offset === 0; offset += CHUNK_SIZE) {
      if (offset > 0) parts.push(Buffer.of(0xc0 | id), time);
      parts.push(body.subarray(offset, offset + CHUNK_SIZE));
    }
    this.#socket.write(Buffer.concat(parts));
  }
}

/** What the server says, looked at as bytes: its words are enough to know how far we are. */
class Answers {
  #received = Buffer.alloc(0);
  #consumed = 0;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      // The conversation at the start is short; later words are not kept.
      if (this.#received.length < 65_536) this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  async bytes(count: number): Promise<Buffer> {
    await this.#until(() => this.#received.length >= this.#consumed + count, `${count} bytes`);
    this.#consumed += count;
    return this.#received.subarray(this.#consumed - count, this.#consumed);
  }

  text(words: string): Promise<void> {
    return this.#until(() => this.#received.indexOf(words, this.#consumed) >= 0, words);
  }

  async #until(condition: () => boolean, what: string): Promise<void> {
    while (!condition()) {
      if (this.#closed) throw new Error(`The RTMP server closed the connection; ${what} was awaited.`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
