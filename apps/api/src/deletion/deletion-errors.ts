import { DomainError } from '../errors/domain-error.js';

/** What is written while it is deleted would stay. */
export class SessionStillLive extends DomainError {
  override readonly name = 'SessionStillLive';
  readonly kind = 'conflict';
  readonly code = 'session-still-live';
  constructor() {
    super('The session is live. End it first.');
  }
}

export class SessionHeld extends DomainError {
  override readonly name = 'SessionHeld';
  readonly kind = 'conflict';
  readonly code = 'session-held';
  constructor() {
    super('The session is under a legal hold: nothing of it can be deleted. An admin can end the hold.');
  }
}
