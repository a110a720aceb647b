import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { createPackagedHandler, type PackagedHandler } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { MediaGate } from './media-gate.js';
import { StreamSources } from './stream-sources.js';

/** What a live session is rewound to comes from its recording. */
const PAST = /^\/live\/[^/?#]+\/past[-.]/;

/** HLS and DASH on the API's own port. */
@Injectable()
export class PackagedEndpoint {
  readonly #handler: PackagedHandler;
  #bytes = 0;

  constructor(sources: StreamSources, settings: Settings, gate: MediaGate) {
    const logger = new Logger('Delivery');
    this.#handler = createPackagedHandler({
      find: (name) => sources.find(name),
      personal: gate.personal,
      limits: {
        windowMs: settings.get('DVR_MINUTES') * 60_000,
        windowBytes: settings.get('DVR_MB') * 1024 * 1024,
      },
      onError: (error) => logger.error(error),
    });
  }

  /** Before Nest's routes: players ask several times a second. */
  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (PAST.test(request.url ?? '')) return next();
    const { socket } = request;
    const before = socket.bytesWritten;
    if (!this.#handler.handleRequest(request, response)) return next();
    response.once('close', () => (this.#bytes += socket.bytesWritten - before));
  };

  /** Sent to players of HLS and DASH, bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  async stop(): Promise<void> {
    await this.#handler[Symbol.asyncDispose]();
  }
}
