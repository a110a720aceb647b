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
    super(`This token may not do that; it is for: ${needed.join(', ')}.`);
  }
}

export class TokenNotFound extends DomainError {
  override readonly name = 'TokenNotFound';
  readonly kind = 'not-found';
  readonly code = 'token-not-found';
  constructor(id: string) {
    super(`There is no token with the id ${id}.`);
  }
}

/** Without an admin nobody could make tokens any more. */
export class LastAdminToken extends DomainError {
  override readonly name = 'LastAdminToken';
  readonly kind = 'conflict';
  readonly code = 'last-admin-token';
  constructor() {
    super('This is the last admin token; make another one before revoking it.');
  }
}
