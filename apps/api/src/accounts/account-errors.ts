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

/** Says neither whether there is such an account, nor which of the two was wrong. */
export class WrongSignIn extends DomainError {
  override readonly name = 'WrongSignIn';
  readonly kind = 'unauthenticated';
  readonly code = 'wrong-sign-in';
  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** Of somebody who is signed in and changes it. */
export class WrongPassword extends DomainError {
  override readonly name = 'WrongPassword';
  readonly kind = 'forbidden';
  readonly code = 'wrong-password';
  constructor() {
    super('The current password is wrong.');
  }
}

/** Of one account, from one network address or one device: nobody else waits. */
export class SignInPaused extends DomainError {
  override readonly name = 'SignInPaused';
  readonly kind = 'too-many';
  readonly code = 'sign-in-paused';
  constructor(override readonly retryAfterMs: number) {
    super('Too many wrong passwords for this account from here; wait, or set a new password by mail.');
  }
}

/** More sign-ins at once than can be checked. */
export class PasswordsBusy extends DomainError {
  override readonly name = 'PasswordsBusy';
  readonly kind = 'unavailable';
  readonly code = 'passwords-busy';
  override readonly retryAfterMs = 2000;
  constructor() {
    super('Many people are signing in right now; try again in a moment.');
  }
}

export class PersonNotFound extends DomainError {
  override readonly name = 'PersonNotFound';
  readonly kind = 'not-found';
  readonly code = 'person-not-found';
  constructor(id: string) {
    super(`There is nobody with the id ${id}.`, { params: { id } });
  }
}

/** Two accounts cannot have one address. */
export class EmailTaken extends DomainError {
  override readonly name = 'EmailTaken';
  readonly kind = 'conflict';
  readonly code = 'email-taken';
  constructor() {
    super('There is an account with this e-mail address already.');
  }
}

/** Somebody who is kept from signing in needs no password. */
export class AccountClosed extends DomainError {
  override readonly name = 'AccountClosed';
  readonly kind = 'conflict';
  readonly code = 'account-closed';
  constructor() {
    super('This account is closed; open it first.');
  }
}

/** Without an admin nobody could invite people any more. */
export class LastAdmin extends DomainError {
  override readonly name = 'LastAdmin';
  readonly kind = 'conflict';
  readonly code = 'last-admin';
  constructor() {
    super('This is the last admin; make somebody else an admin first.');
  }
}

export class InvitationNotFound extends DomainError {
  override readonly name = 'InvitationNotFound';
  readonly kind = 'not-found';
  readonly code = 'invitation-not-found';
  constructor(id: string) {
    super(`There is no open invitation with the id ${id}.`, { params: { id } });
  }
}

/** A one-time link that was used, was replaced by a newer one, or is too old. */
export class LinkUsedUp extends DomainError {
  override readonly name = 'LinkUsedUp';
  readonly kind = 'not-found';
  readonly code = 'link-used-up';
  constructor() {
    super('This link was used already, or is no longer good; ask for a new one.');
  }
}

export class SignInNotFound extends DomainError {
  override readonly name = 'SignInNotFound';
  readonly kind = 'not-found';
  readonly code = 'sign-in-not-found';
  constructor() {
    super('You are not signed in on such a device.');
  }
}
