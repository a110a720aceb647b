import { DomainError } from '../errors/domain-error.js';

/** No token where one is needed, or one that is not, or no longer, good. */
export class Unauthenticated extends DomainError {
  override readonly name = 'Unauthenticated';
  readonly kind = 'unauthenticated';
  constructor(readonly code: 'token-missing' | 'token-invalid') {
    super(
      code === 'token-missing'
        ? 'This needs a token: send it as "Authorization: Bearer <token>".'
        : 'The token is unknown, expired or revoked.',
    );
  }
}

/** A good token, but not for this. */
export class Forbidden extends DomainError {
  override readonly name = 'Forbidden';
  readonly kind = 'forbidden';
  readonly code = 'forbidden';
  constructor(needed: readonly string[]) {
    const roles = needed.join(', ');
    super(`This token may not do that; it is for: ${roles}.`, { params: { roles } });
  }
}
