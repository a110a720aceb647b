import { DomainError } from '../errors/domain-error.js';

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
