import { DomainError } from '../errors/domain-error.js';

export class CommentNotFound extends DomainError {
  override readonly name = 'CommentNotFound';
  readonly kind = 'not-found';
  readonly code = 'comment-not-found';
  constructor() {
    super('The session has no such comment.');
  }
}

/** Says no more: a person who guesses links learns nothing of those that were. */
export class LinkNotFound extends DomainError {
  override readonly name = 'LinkNotFound';
  readonly kind = 'not-found';
  readonly code = 'link-not-found';
  constructor() {
    super('There is no such link: it has expired, was revoked, or never was.');
  }
}
