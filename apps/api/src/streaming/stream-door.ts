import { Injectable, Logger } from '@nestjs/common';
import {
  PublisherConflict,
  SrtRejection,
  type LiveStream,
  type RtmpRequest,
  type SrtRefusal,
  type SrtTarget,
} from '@lockstep/media';
import { Readiness } from '../config/readiness.js';
import { DomainError } from '../errors/domain-error.js';
import { EventBus } from '../events/event-bus.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { StreamKeyWithdrawn } from '../stream-keys/stream-key-events.js';
import { Bans } from './bans.js';
import { BeforeHooks } from './before-hooks.js';
import { RtmpAdmission } from './rtmp-admission.js';
import { bannedFor } from './media-refusal.js';
import { Viewers } from './viewers.js';

/** Protocols that publish and play through one connection. */
export type LineTransport = 'rtmp' | 'srt';
type Refused = { readonly refused: string; readonly stream?: string };
type Admitted = { readonly stream: LiveStream; readonly publisherId: string; readonly trustedRelay: boolean };

/** Lets publishers and players in, whatever protocol they come by: its address says what RTMP's does. */
@Injectable()
export class StreamDoor {
  readonly #logger = new Logger('Publishing');
  /** Keys that are being let in, and whether they were withdrawn meanwhile. */
  readonly #entering = new Set<{ readonly id: string; withdrawn: string | undefined }>();

  constructor(
    private readonly admission: RtmpAdmission,
    private readonly viewers: Viewers,
    private readonly bans: Bans,
    private readonly hooks: BeforeHooks,
    private readonly live: LiveSessions,
    private readonly readiness: Readiness,
    bus: EventBus,
  ) {
    bus.on(StreamKeyWithdrawn, ({ keyId, sessionId, reason }) => {
      for (const entering of this.#entering) if (entering.id === keyId) entering.withdrawn = reason;
      const stream = live.stream(sessionId);
      if (stream?.publisher?.id === keyId) stream.revokePublisher(reason);
    });
  }

  /** What can be said without asking others and without any effect. @returns why not; undefined: not yet refused */
  async refuse(target: SrtTarget & { readonly remote: string }): Promise<SrtRefusal | undefined> {
    await this.readiness.reached;
    return target.mode === 'publish' ? this.#refusePublisher(target) : this.#refusePlayer(target);
  }

  async publish(transport: LineTransport, request: Omit<RtmpRequest, 'client'>): Promise<Admitted | Refused> {
    await this.readiness.reached;
    const key = await this.admission.publisher(request);
    if ('refused' in key) return key;
    const entering = { id: key.id, withdrawn: undefined };
    this.#entering.add(entering);
    const refuse = (refused: string) => ({ refused, stream: key.sessionId });
    try {
      const { sessionId } = key;
      const asked = { action: 'publish', transport, remote: request.remote, studentId: null } as const;
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

  async play(
    transport: LineTransport,
    request: RtmpRequest,
  ): Promise<{ readonly stream: LiveStream } | Refused> {
    await this.readiness.reached;
    const admitted = this.admission.player(request);
    if ('refused' in admitted) return admitted;
    const { session, viewer } = admitted;
    const refusal = await this.viewers.admit(
      { sessionId: session.id, ...session.access },
      { ...viewer, transport, connection: request.client },
    );
    if (refusal) return { refused: refusal.text };
    const stream = this.live.stream(session.id);
    return stream ? { stream } : { refused: 'the session has ended' };
  }

  async #refusePublisher(target: SrtTarget & { readonly remote: string }): Promise<SrtRefusal | undefined> {
    const key = await this.admission.publisher(target);
    if ('refused' in key) return { ...key, code: SrtRejection.unauthorized };
    const { publisher } = this.live.stream(key.sessionId) ?? {};
    if (!publisher || publisher.kind === 'playout') return undefined; // the virtual teacher steps aside
    const { message } = new PublisherConflict(key.sessionId, publisher);
    return { refused: message, stream: key.sessionId, code: SrtRejection.conflict };
  }

  #refusePlayer(target: SrtTarget & { readonly remote: string }): SrtRefusal | undefined {
    const admitted = this.admission.player(target);
    if ('refused' in admitted) return { ...admitted, code: SrtRejection.forbidden };
    const { session, viewer } = admitted;
    const ban = this.bans.find({ sessionId: session.id, ...session.access }, viewer);
    return ban && { refused: bannedFor(ban.reason).text, code: SrtRejection.forbidden };
  }
}
