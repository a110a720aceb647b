import { DomainError } from '../errors/domain-error.js';

/** A token that is not of a guest of a session. */
export class SeatNotFound extends DomainError {
  override readonly name = 'SeatNotFound';
  readonly kind = 'not-found';
  readonly code = 'seat-not-found';
  constructor() {
    super('The token is not, or no longer, of a student in a session.');
  }
}

/** One student of a session is of one account. */
export class SeatTaken extends DomainError {
  override readonly name = 'SeatTaken';
  readonly kind = 'conflict';
  readonly code = 'seat-taken';
  constructor() {
    super('You have results of your own in this session, or these belong to another account.');
  }
}

export class StudentNotFound extends DomainError {
  override readonly name = 'StudentNotFound';
  readonly kind = 'not-found';
  readonly code = 'student-not-found';
  constructor(id: string) {
    super(`The session has no student ${id}.`, { params: { id } });
  }
}
