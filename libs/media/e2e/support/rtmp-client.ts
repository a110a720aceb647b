import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readAmf0, writeAmf0, writeAudioTagBody, writeVideoTagBody, type Amf0Value } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import { accessUnit, testHeaders } from './access-units.js';

export type Received = { readonly type: number; readonly timestamp: number; readonly body: Buffer };
type OutMessage = {
  readonly type: number;
  readonly body: Uint8Array;
  readonly timestamp?: number;
  readonly cid?: number;
  readonly streamId?: number;
};

const HANDSHAKE = 1536;

/** An RTMP client that can send anything: written apart from the server's code, so that the two check each other. */
export class RtmpClient implements AsyncDisposable {
  readonly received: Received[] = [];
  closed = false;
  /** Bytes of one chunk sent. */
  chunkSize = 128;
  readonly #closing: Promise<void>;
  #input = Buffer.alloc(0);
  #handshakeLeft = 1 + 2 * HANDSHAKE;
  #inChunkSize = 128;
  #partial = new Map<number, { timestamp: number; length: number; type: number; body: Buffer }>();

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => this.#read(bytes));
    socket.on('error', () => undefined);
    this.#closing = new Promise((resolve) => socket.once('close', () => resolve()));
    void this.#closing.then(() => (this.closed = true));
  }

  static async connect(port: number): Promise<RtmpClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new RtmpClient(socket);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.#closing;
  }

  write(...bytes: (Uint8Array | readonly number[])[]): void {
    if (!this.socket.destroyed) this.socket.write(Buffer.concat(bytes.map((part) => Uint8Array.from(part))));
  }

  handshake(): void {
    this.write([3], new Uint8Array(HANDSHAKE).fill(7), new Uint8Array(HANDSHAKE));
  }

  /** One message as chunks: the first with a full header, the others without. */
  static chunks({ type, body, timestamp = 0, cid = 3, streamId = 0 }: OutMessage, chunkSize: number): Buffer {
    const extended = timestamp >= 0xffffff;
    const header = Buffer.alloc(12);
    header[0] = cid;
    header.writeUIntBE(extended ? 0xffffff : timestamp, 1, 3);
    header.writeUIntBE(body.length, 4, 3);
    header[7] = type;
    header.writeUInt32LE(streamId, 8);
    const time = Buffer.alloc(extended ? 4 : 0);
    if (extended) time.writeUInt32BE(timestamp);
    const parts: Uint8Array[] = [header, time, body.subarray(0, chunkSize)];
    for (let at = chunkSize; at < body.length; at += chunkSize) {
      parts.push(Uint8Array.of(0xc0 | cid), time, body.subarray(at, at + chunkSize));
    }
    return Buffer.concat(parts);
  }

  send(message: OutMessage): void {
    this.write(RtmpClient.chunks(message, this.chunkSize));
  }

  command(name: Amf0Value, ...values: readonly Amf0Value[]): void {
    this.send({
      type: 20,
      body: writeAmf0(name, ...values),
      streamId: name === 'publish' || name === 'play' ? 1 : 0,
    });
  }

  /** Handshake and connect, up to the server's answer. */
  async open(app = 'live'): Promise<void> {
    this.handshake();
    this.command('connect', 1, { app, tcUrl: `rtmp://127.0.0.1/${app}` });
    await this.until(() => this.results().length > 0);
    this.command('createStream', 2, null);
  }

  async publish(key = 'secret'): Promise<void> {
    await this.open();
    this.command('publish', 3, null, key, 'live');
    await this.until(() => this.statuses().length > 0);
  }

  async play(name = 'room'): Promise<void> {
    await this.open();
    this.command('play', 3, null, name);
    await this.until(() => this.statuses().length > 0);
  }

  sendHeaders(timestamp = 0): void {
    const { video, audio } = testHeaders();
    if (video === undefined || audio === undefined) throw new Error('both');
    const packet = {
      codec: 'h264',
      packet: 'sequence-header',
      isRandomAccess: true,
      compositionTimeMs: milliseconds(0),
    } as const;
    this.sendVideo(timestamp, writeVideoTagBody({ ...packet, data: video.config }));
    this.sendAudio(
      timestamp,
      writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data: audio.config }),
    );
  }

  sendFrame(
    timestamp: number,
    options: { readonly isRandomAccess?: boolean; readonly size?: number; readonly fill?: number } = {},
  ): void {
    const data = accessUnit(options);
    const isRandomAccess = options.isRandomAccess ?? false;
    this.sendVideo(
      timestamp,
      writeVideoTagBody({
        codec: 'h264',
        packet: 'coded',
        isRandomAccess,
        compositionTimeMs: milliseconds(0),
        data,
      }),
    );
  }

  sendVideo(timestamp: number, body: Uint8Array): void {
    this.send({ type: 9, cid: 6, streamId: 1, timestamp, body });
  }

  sendAudio(timestamp: number, body: Uint8Array): void {
    this.send({ type: 8, cid: 4, streamId: 1, timestamp, body });
  }

  /** Answers to calls. */
  results(): Amf0Value[][] {
    return this.#commands().filter(([name]) => name === '_result');
  }

  /** The info objects of onStatus. */
  statuses(): { level: string; code: string; description: string }[] {
    return this.#commands()
      .filter(([name]) => name === 'onStatus')
      .map(([, , , info]) => info as { level: string; code: string; description: string });
  }

  /** Waits until it holds, or the connection is closed. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.closed) {
      const more = new Promise<void>((resolve) => this.socket.once('data', () => resolve()));
      await Promise.race([more, this.#closing]);
    }
  }

  untilClosed(): Promise<void> {
    return this.#closing;
  }

  #commands(): Amf0Value[][] {
    return this.received.filter(({ type }) => type === 20).map(({ body }) => readAmf0(body));
  }

  #read(bytes: Buffer): void {
    const skipped = Math.min(this.#handshakeLeft, bytes.length);
    this.#handshakeLeft -= skipped;
    this.#input = Buffer.concat([this.#input, bytes.subarray(skipped)]);
    while (this.#readChunk());
  }

  /** Servers of this project send headers of types 0 and 3 with one byte of chunk stream id. */
  #readChunk(): boolean {
    const input = this.#input;
    const first = input[0];
    if (first === undefined) return false;
    const isContinued = first >> 6 === 3;
    const known = this.#partial.get(first & 0x3f);
    let at = isContinued ? 1 : 12;
    if (input.length < at) return false;
    const message = isContinued
      ? known
      : {
          timestamp: input.readUIntBE(1, 3),
          length: input.readUIntBE(4, 3),
          type: input[7] ?? 0,
          body: Buffer.alloc(0),
        };
    if (message === undefined) throw new Error('a chunk that continues nothing');
    if (message.timestamp >= 0xffffff) {
      if (input.length < at + 4) return false;
      message.timestamp = input.readUInt32BE(at);
      at += 4;
    }
    const size = Math.min(this.#inChunkSize, message.length - message.body.length);
    if (input.length < at + size) return false;
    message.body = Buffer.concat([message.body, input.subarray(at, at + size)]);
    this.#partial.set(first & 0x3f, message);
    this.#input = input.subarray(at + size);
    if (message.body.length === message.length) this.#finish(message, first & 0x3f);
    return true;
  }

  #finish(message: Received, cid: number): void {
    this.#partial.delete(cid);
    this.received.push(message);
    if (message.type === 1) this.#inChunkSize = message.body.readUInt32BE();
  }
}
