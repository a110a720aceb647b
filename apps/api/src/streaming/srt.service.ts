import { Injectable, Logger } from '@nestjs/common';
import {
  LibsrtMissing,
  SrtPortTaken,
  SrtServer,
  type SrtAuthorizer,
  type SrtRefused,
  type SrtRequest,
  type SrtServerStats,
  type SrtStatistics,
} from '@lockstep/media';
import { ServerAddresses } from '../config/server-addresses.js';
import { Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { PublisherRefusals } from './publisher-refusals.js';
import { StreamDoor } from './stream-door.js';

/** SRT for the sessions, with the keys, paths and signed addresses of RTMP. Without libsrt everything else runs. */
@Injectable()
export class SrtService {
  readonly #logger = new Logger('SRT');
  #server: SrtServer | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly addresses: ServerAddresses,
    private readonly door: StreamDoor,
    private readonly refusals: PublisherRefusals,
  ) {}

  /** Where SRT_PORT is set. @throws StartupError if the port cannot be used */
  async start(): Promise<void> {
    const port = this.settings.get('SRT_PORT');
    if (port === undefined) return;
    const host = this.settings.get('HOST');
    try {
      this.#server = await SrtServer.start({
        ...{ host, port, authorizer: this.#authorizer() },
        latencyMs: this.settings.get('SRT_LATENCY_MS'),
        passphrase: this.settings.get('SRT_PASSPHRASE'),
        library: this.settings.get('SRT_LIBRARY'),
        limits: { connectionsPerAddress: this.settings.get('RTMP_CLIENTS_PER_ADDRESS') },
        onError: (error) => this.#logger.error(error),
        onRestart: () => this.#logger.log('SRT listens again; publishers may connect again.'),
      });
    } catch (cause) {
      if (cause instanceof LibsrtMissing) return this.#logger.warn(`There is no SRT: ${cause.message}.`);
      if (!(cause instanceof SrtPortTaken)) throw cause;
      throw StartupError.ofPort('SRT_PORT', host, port, cause);
    }
    this.addresses.listening({ srt: this.#server.port });
    this.#server.on('refused', (refused) => this.#onRefused(refused));
    this.#logger.log(
      `SRT listens on UDP port ${String(this.#server.port)} (libsrt ${this.#server.version}).`,
    );
  }

  async stop(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = undefined;
  }

  /** undefined: it does not listen. */
  get stats(): SrtServerStats | undefined {
    return this.#server?.stats;
  }

  /** Players of a session, connected now. */
  viewersOf(sessionId: string): number {
    return this.#server?.viewersOf(sessionId) ?? 0;
  }

  /** What SRT measures of the publisher of a session. */
  statisticsOf(sessionId: string): SrtStatistics | undefined {
    return this.#server?.statisticsOf(sessionId);
  }

  #authorizer(): SrtAuthorizer {
    return {
      refuse: (target) => this.door.refuse(target),
      publish: (request: SrtRequest) => this.door.publish('srt', request),
      play: (request: SrtRequest) => this.door.play('srt', request),
    };
  }

  #onRefused({ at, remote, role, reason, stream }: SrtRefused): void {
    this.#logger.warn(`${role} from ${remote} refused: ${reason}`);
    if (role === 'play') return;
    this.refusals.add({ at: new Date(at).toISOString(), remote, reason, sessionId: stream ?? null });
  }
}
