import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { createFlvHandler, libcUnavailable, type FlvHandler, type FlvStats } from '@lockstep/media';
import { MediaGate } from './media-gate.js';
import { StreamSources } from './stream-sources.js';

type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, next: () => void) => void;

/** HTTP-FLV and WebSocket-FLV on the API's own port. */
@Injectable()
export class FlvEndpoint {
  readonly #handler: FlvHandler;

  constructor(
    sources: StreamSources,
    private readonly gate: MediaGate,
  ) {
    this.#handler = createFlvHandler({ find: (name) => sources.find(name) });
    if (libcUnavailable) {
      const why = `${libcUnavailable.message}; viewers are served through Node's own streams, for more processor time`;
      new Logger(FlvEndpoint.name).log(`The C library is not used: ${why}.`);
    }
  }

  /** Before Nest's routes, so that a viewer does not pay for what a REST call needs. */
  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (!this.#handler.handleRequest(request, response)) next();
  };

  /**
   * Upgrades that are neither ours nor the socket's are answered, not left hanging.
   * @param before may take one that is for another process
   */
  attach(server: Server, isElsewhere: (path: string) => boolean, before: TakeUpgrade): void {
    const admit = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.gate.admitUpgrade(request, socket, () => {
        if (this.#handler.handleUpgrade(request, socket, head) || isElsewhere(request.url ?? '')) return;
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      });
    };
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      before(request, socket, head, () => admit(request, socket, head)),
    );
  }

  viewersOf(sessionId: string): number {
    const streams = this.#handler.stats().streams.filter(({ name }) => name === sessionId);
    return streams.reduce((sum, { viewers }) => sum + viewers, 0);
  }

  stats(): FlvStats {
    return this.#handler.stats();
  }

  stop(): Promise<void> {
    return Promise.resolve(this.#handler[Symbol.asyncDispose]());
  }
}
