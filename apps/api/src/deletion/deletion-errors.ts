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

const named = (titles: readonly string[]): string => titles.map((title) => `“${title}”`).join(', ');

/** Somebody's data is in sessions of which nothing can be deleted: then nothing of it is. */
export class ErasureHeld extends DomainError {
  override readonly name = 'ErasureHeld';
  readonly kind = 'conflict';
  readonly code = 'erasure-held';
  constructor(titles: readonly string[]) {
    super(
      `These sessions are under a legal hold, which an admin can end: ${named(titles)}. Nothing was erased.`,
      {
        params: { titles: named(titles) },
      },
    );
  }
}

export class ErasureLive extends DomainError {
  override readonly name = 'ErasureLive';
  readonly kind = 'conflict';
  readonly code = 'erasure-live';
  constructor(titles: readonly string[]) {
    super(`These sessions are live; end them first: ${named(titles)}. Nothing was erased.`, {
      params: { titles: named(titles) },
    });
  }
}

export class ErasureNotConfirmed extends DomainError {
  override readonly name = 'ErasureNotConfirmed';
  readonly kind = 'conflict';
  readonly code = 'erasure-not-confirmed';
  constructor() {
    super('The name that confirms the erasure is another one. Nothing was erased.');
  }
}

/** What staff did belongs to other people's results as well. */
export class ErasureOfStaff extends DomainError {
  override readonly name = 'ErasureOfStaff';
  readonly kind = 'conflict';
  readonly code = 'erasure-of-staff';
  constructor() {
    super('Only data of students is erased. An admin can make a student of an account of staff first.');
  }
}
