import { DomainError } from '../errors/domain-error.js';

export class SigningKeyNotFound extends DomainError {
  override readonly name = 'SigningKeyNotFound';
  readonly kind = 'not-found';
  readonly code = 'signing-key-not-found';
  constructor(id: string) {
    super(`There is no signing key with the id ${id}.`);
  }
}

/** Without one nothing could be signed. */
export class LastSigningKey extends DomainError {
  override readonly name = 'LastSigningKey';
  readonly kind = 'conflict';
  readonly code = 'last-signing-key';
  constructor() {
    super('This is the last signing key; make another one before deleting it.');
  }
}
