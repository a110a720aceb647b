import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { createFlvHandler, libcUnavailable, type FlvHandler, type LiveStream } from '@lockstep/media';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';

type FindStream = (name: string) => LiveStream | undefined;

/** HTTP-FLV and WebSocket-FLV on the API's own port. */
@Injectable()
export class FlvEndpoint {
  readonly #handler: FlvHandler;
  readonly #sources: FindStream[] = [];

  constructor(live: LiveSessions) {
    this.serve((name) => live.stream(name));
    this.#handler = createFlvHandler({ find: (name) => this.#find(name) });
    if (libcUnavailable) {
      const why = `${libcUnavailable.message}; viewers are served through Node's own streams, for more processor time`;
      new Logger(FlvEndpoint.name).log(`The C library is not used: ${why}.`);
    }
  }

  /** Serves the streams of another subject too. @param find asked for each name that no other source has */
  serve(find: FindStream): void {
    this.#sources.push(find);
  }

  /** Before Nest's routes: a viewer costs none of what a REST call does. */
  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (!this.#handler.handleRequest(request, response)) next();
  };

  /** Upgrades that are neither ours nor the socket's are answered, not left hanging. */
  attach(server: Server, isElsewhere: (path: string) => boolean): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (this.#handler.handleUpgrade(request, socket, head) || isElsewhere(request.url ?? '')) return;
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
  }

  viewersOf(sessionId: string): number {
    const streams = this.#handler.stats().streams.filter(({ name }) => name === sessionId);
    return streams.reduce((sum, { viewers }) => sum + viewers, 0);
  }

  #find(name: string): LiveStream | undefined {
    for (const find of this.#sources) {
      const stream = find(name);
      if (stream) return stream;
    }
    return undefined;
  }

  stop(): Promise<void> {
    return Promise.resolve(this.#handler[Symbol.asyncDispose]());
  }
}
