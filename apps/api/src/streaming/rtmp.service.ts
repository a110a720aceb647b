import { Injectable, Logger } from '@nestjs/common';
import {
  PublisherConflict,
  RtmpServer,
  type RtmpAuthorizer,
  type RtmpRefused,
  type RtmpRequest,
} from '@lockstep/media';
import { Readiness } from '../config/readiness.js';
import { ServerAddresses } from '../config/server-addresses.js';
import { Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { DomainError } from '../errors/domain-error.js';
import { EventBus } from '../events/event-bus.js';
import { StreamKeyWithdrawn } from '../stream-keys/stream-key-events.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { RtmpAdmission } from './rtmp-admission.js';
import { BeforeHooks } from './before-hooks.js';
import { Viewers } from './viewers.js';
import { PublisherRefusals } from './publisher-refusals.js';

/** RTMP for the sessions: stream keys, chosen paths and signed addresses publish; sessions are played by those who may watch. */
@Injectable()
export class RtmpService implements RtmpAuthorizer {
  readonly #logger = new Logger('RTMP');
  #server: RtmpServer | undefined;
  /** Keys that are being let in, and whether they were withdrawn meanwhile. */
  readonly #entering = new Set<{ readonly id: string; withdrawn: string | undefined }>();

  constructor(
    private readonly settings: Settings,
    private readonly addresses: ServerAddresses,
    private readonly admission: RtmpAdmission,
    private readonly viewers: Viewers,
    private readonly hooks: BeforeHooks,
    private readonly live: LiveSessions,
    private readonly readiness: Readiness,
    private readonly refusals: PublisherRefusals,
    bus: EventBus,
  ) {
    bus.on(StreamKeyWithdrawn, ({ keyId, sessionId, reason }) => {
      for (const entering of this.#entering) if (entering.id === keyId) entering.withdrawn = reason;
      const stream = live.stream(sessionId);
      if (stream?.publisher?.id === keyId) stream.revokePublisher(reason);
    });
  }

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

  /** Players of a session, connected now. */
  viewersOf(sessionId: string): number {
    return this.#server?.stats.streams.find(({ name }) => name === sessionId)?.viewers ?? 0;
  }

  async publish(request: RtmpRequest): ReturnType<RtmpAuthorizer['publish']> {
    await this.readiness.reached;
    const key = await this.admission.publisher(request);
    if ('refused' in key) return key;
    const entering = { id: key.id, withdrawn: undefined };
    this.#entering.add(entering);
    const refuse = (refused: string) => ({ refused, stream: key.sessionId });
    try {
      const { sessionId } = key;
      const asked = {
        action: 'publish',
        transport: 'rtmp',
        remote: request.remote,
        studentId: null,
      } as const;
      const refusal = await this.hooks.refusalOf({ ...asked, sessionId });
      if (refusal) return refuse(refusal.text);
      const { channel, session } = await this.live.openForPublisher(key.sessionId, key.trustedRelay);
      if (entering.withdrawn !== undefined) return refuse(entering.withdrawn);
      const { publisher } = channel.stream;
      if (publisher) return refuse(new PublisherConflict(session.id, publisher).message);
      return { stream: channel.stream, publisherId: key.id, trustedRelay: key.trustedRelay };
    } catch (error) {
      if (error instanceof DomainError) return refuse(error.message);
      this.#logger.error(error);
      return refuse('the server failed at this; its log says why');
    } finally {
      this.#entering.delete(entering);
    }
  }

  async play(request: RtmpRequest): ReturnType<RtmpAuthorizer['play']> {
    await this.readiness.reached;
    const admitted = this.admission.player(request);
    if ('refused' in admitted) return admitted;
    const { session, viewer } = admitted;
    const refusal = await this.viewers.admit(
      { sessionId: session.id, ...session.access },
      { ...viewer, transport: 'rtmp', connection: request.client },
    );
    if (refusal) return { refused: refusal.text };
    const stream = this.live.stream(session.id);
    return stream ? { stream } : { refused: 'the session has ended' };
  }

  #onRefused({ at, remote, role, reason, stream }: RtmpRefused): void {
    this.#logger.warn(`${role} from ${remote} refused: ${reason}`);
    if (role === 'play') return;
    this.refusals.add({ at: new Date(at).toISOString(), remote, reason, sessionId: stream ?? null });
  }
}
