import { DomainError } from '../errors/domain-error.js';

/** More calls than one person makes. */
export class TooManyCalls extends DomainError {
  override readonly name = 'TooManyCalls';
  readonly kind = 'too-many';
  readonly code = 'too-many-calls';
  constructor(override readonly retryAfterMs: number) {
    super('Too many calls from one person; try again soon.');
  }
}

/** More requests without a token, or more that fail, than a classroom behind one address makes. */
export class TooManyRequests extends DomainError {
  override readonly name = 'TooManyRequests';
  readonly kind = 'too-many';
  readonly code = 'too-many-requests';
  constructor(override readonly retryAfterMs: number) {
    super('Too many requests from this address; try again soon.');
  }
}

export class TooManyJoins extends DomainError {
  override readonly name = 'TooManyJoins';
  readonly kind = 'too-many';
  readonly code = 'too-many-joins';
  constructor(override readonly retryAfterMs: number) {
    super('Too many students joined this session from this address in the last minute; try again soon.');
  }
}
