import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFlvHandler, type FlvHandler, type FlvHandlerOptions, type FlvStats } from './flv-handler.js';
import { answer } from '../fanout/http-viewer.js';

export type HttpFlvServerOptions = FlvHandlerOptions & {
  /** 0: any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
};

/** A class may arrive within a second, and libuv accepts one connection per turn of the event loop. */
const BACKLOG = 4096;
/** A request for a stream has no body and few headers. */
const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5000,
};

/** HTTP-FLV and WS-FLV on a port of its own. */
export class HttpFlvServer implements AsyncDisposable {
  private constructor(
    private readonly server: Server,
    private readonly handler: FlvHandler,
  ) {}

  /** Resolves once the port is bound; rejects with the system's error (EADDRINUSE, EACCES) when it cannot be. */
  static async start({ port, host = '127.0.0.1', ...options }: HttpFlvServerOptions): Promise<HttpFlvServer> {
    const handler = createFlvHandler(options);
    const server = createServer(LIMITS);
    server.on('request', (request, response) => {
      if (!handler.handleRequest(request, response))
        answer(response, 404, 'Streams are at /live/<name>.flv.\n');
    });
    server.on('upgrade', (request, socket, head) => {
      if (!handler.handleUpgrade(request, socket, head)) socket.destroy();
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host, backlog: BACKLOG }, resolve);
      });
    } catch (error) {
      await handler[Symbol.asyncDispose]();
      throw error;
    }
    return new HttpFlvServer(server, handler);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stats(): FlvStats {
    return this.handler.stats();
  }

  /** Takes nobody any more, ends every viewer cleanly, waits for all to be gone. May be called again. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    await this.handler[Symbol.asyncDispose]();
    this.server.closeAllConnections();
    await closed;
  }
}
