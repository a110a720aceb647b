import { DomainError } from '../errors/domain-error.js';

/** Another process of the installation carries the session. */
export class SessionElsewhere extends DomainError {
  override readonly name = 'SessionElsewhere';
  readonly kind = 'unavailable';
  readonly code = 'session-elsewhere';
  override readonly retryAfterMs = 1000;
  constructor(
    /** Of that process; undefined: it is not known now. */
    readonly url?: string,
  ) {
    super('Another process of this server carries the session; ask again.');
  }
}
