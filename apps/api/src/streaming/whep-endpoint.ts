import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { createWhepHandler, findFfmpeg, type WhepHandler } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { MediaGate } from './media-gate.js';
import { StreamSources } from './stream-sources.js';

/** Addresses that mean all of this machine. */
const ANY = new Set(['0.0.0.0', '::']);

/** WebRTC: offers on the API's own port, packets on a UDP port of its own. */
@Injectable()
export class WhepEndpoint {
  readonly #handler: WhepHandler;

  constructor(sources: StreamSources, settings: Settings, gate: MediaGate) {
    const logger = new Logger('WebRTC');
    const host = settings.get('HOST');
    let ffmpeg: Promise<string> | undefined;
    this.#handler = createWhepHandler({
      find: (name) => sources.find(name),
      port: settings.get('WEBRTC_PORT'),
      address: ANY.has(host) ? undefined : host,
      announced: settings.get('WEBRTC_ADDRESSES'),
      maxViewers: settings.get('WEBRTC_VIEWERS'),
      findFfmpeg: () => (ffmpeg ??= findFfmpeg({ path: settings.get('FFMPEG_PATH') })),
      onViewer: (request, viewer) => gate.connected(request, viewer),
      onError: (error) => logger.error(error),
    });
  }

  /** Before Nest's routes: bodies are session descriptions, not JSON. */
  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (!this.#handler.handleRequest(request, response)) next();
  };

  viewersOf(sessionId: string): number {
    return this.#handler.stats().streams.find(({ name }) => name === sessionId)?.viewers ?? 0;
  }

  async stop(): Promise<void> {
    await this.#handler[Symbol.asyncDispose]();
  }
}
