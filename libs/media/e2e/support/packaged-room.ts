import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { milliseconds } from '@lockstep/sei';
import {
  createPackagedHandler,
  LiveStream,
  type PackagedHandler,
  type PackagedHandlerOptions,
  type Publication,
  type PublishedFrame,
  type SeiStamper,
  type StreamHeaders,
} from '../../src/index.js';
import { testHeaders } from './access-units.js';
import type { Recorded } from './flv-fixture.js';

/** One stream named `room`, its publisher, and a server of its playlists and segments. */
export class PackagedRoom implements AsyncDisposable {
  /** How often the server was asked. */
  requests = 0;
  #publication: Publication | undefined;

  private constructor(
    private readonly server: Server,
    readonly errors: readonly unknown[],
    readonly handler: PackagedHandler,
    readonly stream: LiveStream,
    readonly streams: Map<string, LiveStream>,
  ) {}

  static async open({
    stamper,
    startAtMs,
    ...options
  }: Partial<PackagedHandlerOptions> & {
    stamper?: SeiStamper;
    startAtMs?: number;
  } = {}): Promise<PackagedRoom> {
    const stream = new LiveStream({
      name: 'room',
      ...(stamper && { stamper }),
      ...(startAtMs !== undefined && { startAtMs }),
    });
    const streams = new Map([['room', stream]]);
    const errors: unknown[] = [];
    const handler = createPackagedHandler({
      find: (name) => streams.get(name),
      onError: (error) => errors.push(error),
      ...options,
    });
    const server = createServer((request, response) => {
      if (!handler.handleRequest(request, response)) response.writeHead(418).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const room = new PackagedRoom(server, errors, handler, stream, streams);
    server.on('request', () => room.requests++);
    return room;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(file: string): string {
    return `http://127.0.0.1:${this.port}/live/room/${file}`;
  }

  get(file: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url(file), init);
  }

  async text(file: string): Promise<string> {
    const response = await this.get(file);
    if (response.status !== 200) throw new Error(`${file}: ${response.status} ${await response.text()}`);
    return response.text();
  }

  publish(headers: StreamHeaders = testHeaders()): Publication {
    this.#publication?.end('another one comes');
    this.#publication = this.stream.publish({ id: 'teacher', kind: 'test', isPrepared: true });
    this.#publication.setHeaders(headers);
    return this.#publication;
  }

  push(frames: readonly PublishedFrame[]): void {
    for (const frame of frames) this.#publication?.push(frame);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.handler[Symbol.asyncDispose]();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
    await this.stream[Symbol.asyncDispose]();
  }
}

/** A recording again and again, as one publisher's clock would count it. */
export function* looped({ frames }: Recorded, loops: number): Generator<PublishedFrame> {
  const lengthMs =
    Math.round(Math.max(...frames.filter(({ kind }) => kind === 'video').map(({ dtsMs }) => dtsMs)) / 1000) *
    1000;
  for (let loop = 0; loop < loops; loop++) {
    for (const frame of frames) {
      if (frame.dtsMs >= lengthMs) continue;
      yield {
        ...frame,
        dtsMs: milliseconds(frame.dtsMs + loop * lengthMs),
        ptsMs: milliseconds(frame.ptsMs + loop * lengthMs),
      };
    }
  }
}
