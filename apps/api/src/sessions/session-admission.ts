import { Injectable } from '@nestjs/common';
import { ClassDoor } from '../access/class-door.js';
import { type Identity, mayAccess } from '../access/identity.js';
import { DomainError } from '../errors/domain-error.js';
import type { Claims, SignedAction } from '../signing/signed-token.js';
import { isInNetwork } from '../signing/signed-token.js';
import { SigningKeys } from '../signing/signing-keys.service.js';
import type { Session } from './session.entity.js';

export class SessionPrivate extends DomainError {
  override readonly name = 'SessionPrivate';
  readonly kind = 'forbidden';
  readonly code = 'session-private';
  constructor() {
    super('This session is private: open it with the link of an invitation, or with a signed address.');
  }
}

/** Why a token does not open a session. */
export type TokenRefusal = 'missing' | 'invalid' | 'expired' | 'other-session' | 'other-address';

/** The one answer to whether a private session is open to somebody, whatever the way they come. */
@Injectable()
export class SessionAdmission {
  constructor(
    private readonly keys: SigningKeys,
    private readonly door: ClassDoor,
  ) {}

  /**
   * Whether a signed token lets its bearer do something with a session.
   * @param address network address of the bearer
   */
  check(
    token: string | undefined,
    { action, sessionId, address }: { action: SignedAction; sessionId: string; address: string },
  ): Claims | TokenRefusal {
    if (token === undefined) return 'missing';
    const claims = this.keys.verify(token);
    if (claims?.action !== action) return 'invalid';
    if (claims.sessionId !== sessionId) return 'other-session';
    if (claims.expiresAt * 1000 <= Date.now()) return 'expired';
    if (claims.network !== undefined && !isInNetwork(address, claims.network)) return 'other-address';
    return claims;
  }

  /**
   * For what is read over REST by those who watch.
   * @param token of an invitation or a signed play address
   * @throws SessionPrivate
   */
  async require(session: Session, caller: Identity | undefined, token?: string, address = ''): Promise<void> {
    if (!session.access.private || (await this.#knows(session, caller))) return;
    const { id: sessionId } = session;
    const isGood = (['join', 'play'] as const).some(
      (action) => typeof this.check(token, { action, sessionId, address }) === 'object',
    );
    if (!isGood) throw new SessionPrivate();
  }

  async #knows({ id, classId }: Session, caller: Identity | undefined): Promise<boolean> {
    if (caller?.kind === 'student') return caller.sessionId === id;
    if (caller?.kind === 'person') return classId !== null && this.door.isStudent(caller.id, classId);
    return mayAccess(caller, ['teacher'], undefined) && this.door.mayTeach(caller, 'sessions', id);
  }
}
