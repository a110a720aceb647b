import { Injectable, Logger } from '@nestjs/common';
import {
  RtmpServer,
  type RtmpAuthorizer,
  type RtmpRefused,
  type RtmpRequest,
  type RtmpServerStats,
} from '@lockstep/media';
import { ServerAddresses } from '../config/server-addresses.js';
import { Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { PublisherRefusals } from './publisher-refusals.js';
import { StreamDoor } from './stream-door.js';

/** RTMP for the sessions: stream keys, chosen paths and signed addresses publish; sessions are played by those who may watch. */
@Injectable()
export class RtmpService implements RtmpAuthorizer {
  readonly #logger = new Logger('RTMP');
  #server: RtmpServer | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly addresses: ServerAddresses,
    private readonly door: StreamDoor,
    private readonly refusals: PublisherRefusals,
  ) {}

  get isListening(): boolean {
    return this.#server !== undefined;
  }

  /** @throws StartupError if the port cannot be used */
  async start(): Promise<void> {
    const host = this.settings.get('HOST');
    const port = this.settings.get('RTMP_PORT');
    try {
      this.#server = await RtmpServer.start({
        host,
        port,
        authorizer: this,
        limits: { connectionsPerAddress: this.settings.get('RTMP_CLIENTS_PER_ADDRESS') },
        onError: (error) => this.#logger.error(error),
      });
    } catch (cause) {
      throw StartupError.ofPort('RTMP_PORT', host, port, cause);
    }
    this.addresses.listening({ rtmp: this.#server.port });
    this.#server.on('refused', (refused) => this.#onRefused(refused));
  }

  async stop(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = undefined;
  }

  /** undefined: it does not listen. */
  get stats(): RtmpServerStats | undefined {
    return this.#server?.stats;
  }

  /** Players of a session, connected now. */
  viewersOf(sessionId: string): number {
    return this.#server?.stats.streams.find(({ name }) => name === sessionId)?.viewers ?? 0;
  }

  publish(request: RtmpRequest): ReturnType<RtmpAuthorizer['publish']> {
    return this.door.publish('rtmp', request);
  }

  play(request: RtmpRequest): ReturnType<RtmpAuthorizer['play']> {
    return this.door.play('rtmp', request);
  }

  #onRefused({ at, remote, role, reason, stream }: RtmpRefused): void {
    this.#logger.warn(`${role} from ${remote} refused: ${reason}`);
    if (role === 'play') return;
    this.refusals.add({ at: new Date(at).toISOString(), remote, reason, sessionId: stream ?? null });
  }
}
