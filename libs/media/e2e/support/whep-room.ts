import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createWhepHandler,
  findFfmpeg,
  LiveStream,
  SeiStamper,
  type Publication,
  type WhepHandler,
} from '../../src/index.js';
import { CollectingSink } from './collecting-sink.js';
import type { Recorded } from './flv-fixture.js';

const body = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A stream named `room`, its publisher, and a server that plays it by WebRTC. */
export class WhepRoom implements AsyncDisposable {
  readonly stream = new LiveStream({
    name: 'room',
    startAtMs: 5000,
    stamper: new SeiStamper({ snapshot: () => ({ seq: 0, body: body('{}') }) }),
  });
  readonly source = new CollectingSink();
  #publication: Publication | undefined;
  #pushed = 0;

  private constructor(
    private readonly server: Server,
    readonly handler: WhepHandler,
    room: { stream?: LiveStream },
    readonly reported: unknown[],
  ) {
    room.stream = this.stream;
    this.stream.subscribe(this.source);
  }

  static async open({ maxViewers = 10, udpPort = 0 } = {}): Promise<WhepRoom> {
    const room: { stream?: LiveStream } = {};
    const reported: unknown[] = [];
    const handler = createWhepHandler({
      find: (name) => (name === 'room' ? room.stream : undefined),
      ...{ port: udpPort, address: '127.0.0.1', maxViewers },
      findFfmpeg: () => findFfmpeg(),
      onError: (error) => reported.push(error),
    });
    const server = createServer((request, response) => {
      if (!handler.handleRequest(request, response)) response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new WhepRoom(server, handler, room, reported);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/live/room/whep`;
  }

  /** Goes on with what was recorded, up to a frame of it. */
  push({ headers, frames }: Recorded, to = frames.length): void {
    this.#publication ??= this.stream.publish({ id: 'teacher', kind: 'test' });
    if (this.#pushed === 0) this.#publication.setHeaders(headers);
    for (const frame of frames.slice(this.#pushed, to)) this.#publication.push(frame);
    this.#pushed = to;
  }

  /** Frames of the recording that were pushed. */
  get pushed(): number {
    return this.#pushed;
  }

  /** Of the process that makes Opus. */
  get opusPid(): number | undefined {
    return this.handler.stats().streams[0]?.opusPid;
  }

  /** Goes on frame by frame, from the beginning again where there are no more, until something is so. */
  async pushSlowly(media: Recorded, isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      if (this.#pushed === media.frames.length) this.#begin();
      this.push(media, this.#pushed + 1);
      await new Promise((resolve) => setTimeout(resolve, 5)); // a pace, not a wait
    }
  }

  #begin(): void {
    this.#publication?.end('another one comes');
    this.#publication = undefined;
    this.#pushed = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.handler[Symbol.asyncDispose]();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.stream[Symbol.asyncDispose]();
  }
}
