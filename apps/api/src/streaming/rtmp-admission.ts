import { Injectable } from '@nestjs/common';
import type { RtmpRequest as AnyRtmpRequest } from '@lockstep/media';
import { isSecret } from '../access/secret.js';
import { RateLimiter } from '../limits/rate-limiter.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { SessionAdmission } from '../sessions/session-admission.js';
import type { Session } from '../sessions/session.entity.js';
import { StreamKeysService } from '../stream-keys/stream-keys.service.js';
import { MediaGate } from './media-gate.js';
import { refusalOf } from './media-refusal.js';
import { TOKEN_PARAMETER } from './media-target.js';
import { identityOf, type ViewerIdentity } from './viewer-identity.js';

const APP = 'live';
const WHERE_TO_PUBLISH = `publish to /${APP}/<stream key>, or to a chosen path: the server address ends in /${APP}, and the stream key has a field of its own`;
/** A key that somebody chose can be guessed: an address may be wrong so often. */
const WRONG_KEYS = { perSecond: 0.2, burst: 20 };

/** Who may publish: the session, and what names the publisher. */
export type AdmittedPublisher = {
  readonly id: string;
  readonly sessionId: string;
  readonly trustedRelay: boolean;
};
/** What of a request says whom it lets in. */
type RtmpRequest = Omit<AnyRtmpRequest, 'client'>;
/** What may be played, and who plays it. */
export type AdmittedPlayer = { readonly session: Session; readonly viewer: ViewerIdentity };
type Refused = { readonly refused: string };

/** What an RTMP address says: which session it is about, and whether its bearer may publish or play it. */
@Injectable()
export class RtmpAdmission {
  readonly #wrong = new RateLimiter(WRONG_KEYS);

  constructor(
    private readonly keys: StreamKeysService,
    private readonly gate: MediaGate,
    private readonly live: LiveSessions,
    private readonly admission: SessionAdmission,
  ) {}

  async publisher(request: RtmpRequest): Promise<AdmittedPublisher | Refused> {
    const { app, key, query, remote } = request;
    const token = query.get(TOKEN_PARAMETER);
    if (token !== null) return this.#bearer(this.gate.sessionOf(app, key) ?? key, token, remote);
    const byKey = app === APP ? await this.keys.find(key) : undefined;
    const found = byKey ?? (await this.keys.findAtPath(`${app}/${key}`, query.get('key')));
    if (!found) return this.#unknown(request);
    const isGuessable = byKey ? !isSecret('stream', key) : !found.open;
    if (isGuessable && this.#wrong.waitMs(remote) > 0) return this.#unknown(request);
    const { id, sessionId, trustedRelay } = found;
    return { id, sessionId, trustedRelay };
  }

  /** The session that is to be played. */
  player({ app, key, query, remote }: RtmpRequest): AdmittedPlayer | Refused {
    const sessionId = this.gate.sessionOf(app, key);
    const session = sessionId === undefined ? undefined : this.live.find(sessionId)?.session;
    if (!session) return { refused: `there is no live session at /${APP}/<session>` };
    const token = query.get(TOKEN_PARAMETER) ?? undefined;
    const asked = { action: 'play', sessionId: session.id, address: remote } as const;
    const checked = this.admission.check(token, asked);
    const isRefused = typeof checked === 'string';
    if (isRefused && session.access.private) return { refused: refusalOf(checked).text };
    return { session, viewer: identityOf(remote, token, isRefused ? undefined : checked) };
  }

  /** A signed publishing address needs no key. */
  #bearer(sessionId: string, token: string, address: string): AdmittedPublisher | Refused {
    const checked = this.admission.check(token, { action: 'publish', sessionId, address });
    if (typeof checked === 'string') return { refused: refusalOf(checked).text };
    return { id: `signed ${token.slice(-8)}`, sessionId, trustedRelay: false };
  }

  #unknown({ app, key, remote }: RtmpRequest): Refused {
    this.#wrong.spend(remote);
    const isElsewhere = app !== APP && this.gate.sessionOf(app, key) === undefined;
    return { refused: isElsewhere ? WHERE_TO_PUBLISH : 'the stream key is not known' };
  }
}
