import type { LessonLevel } from '@lockstep/contracts';
import { DomainError } from '../errors/domain-error.js';

/** No token where one is needed, or one that is not, or no longer, good. */
export class Unauthenticated extends DomainError {
  override readonly name = 'Unauthenticated';
  readonly kind = 'unauthenticated';
  constructor(readonly code: 'token-missing' | 'token-invalid') {
    super(
      code === 'token-missing'
        ? 'This needs somebody who has signed in, or a token: "Authorization: Bearer <token>".'
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
    super(`You may not do that; it is for: ${roles}.`, { params: { roles } });
  }
}

/** The cookie of a browser that is signed out: by its owner, by time, or because the account is closed. */
export class SignedOut extends DomainError {
  override readonly name = 'SignedOut';
  readonly kind = 'unauthenticated';
  readonly code = 'signed-out';
  constructor() {
    super('You are signed out; sign in again.');
  }
}

/** A change that another site asks for in the name of somebody who is signed in here. */
export class ForeignPage extends DomainError {
  override readonly name = 'ForeignPage';
  readonly kind = 'forbidden';
  readonly code = 'foreign-page';
  constructor() {
    super('Only pages of this server may do this for somebody who is signed in; programs send a token.');
  }
}

/** Of a teacher, and a class that others teach. */
export class OtherClass extends DomainError {
  override readonly name = 'OtherClass';
  readonly kind = 'forbidden';
  readonly code = 'other-class';
  constructor() {
    super('This belongs to a class of other teachers; one of them, or an admin, can add you to it.');
  }
}

/** Of a lesson of a colleague. */
export class LessonNotShared extends DomainError {
  override readonly name = 'LessonNotShared';
  readonly kind = 'forbidden';
  readonly code = 'lesson-not-shared';
  constructor(level: LessonLevel) {
    super(`This lesson belongs to a colleague, who has not shared it with you for this (${level}).`, {
      params: { level },
    });
  }
}
