import type { SessionFault, SessionStatus } from '@lockstep/contracts';
import { DomainError, type ToldError } from '../errors/domain-error.js';

export class SessionNotFound extends DomainError {
  override readonly name = 'SessionNotFound';
  readonly kind = 'not-found';
  readonly code = 'session-not-found';
  constructor(id: string) {
    super(`There is no session ${id}.`, { params: { id } });
  }
}

/** Something that only a running class can do. */
export class SessionNotLive extends DomainError {
  override readonly name = 'SessionNotLive';
  readonly kind = 'conflict';
  readonly code = 'session-not-live';
  constructor(status: SessionStatus) {
    super(`The session is ${status}, not live.`);
  }
}

/** Something for which the class has to be over. */
export class SessionNotOver extends DomainError {
  override readonly name = 'SessionNotOver';
  readonly kind = 'conflict';
  readonly code = 'session-not-over';
  constructor() {
    super('The class is not over yet.');
  }
}

/** A session that is live on record and that this server cannot run. */
export class SessionFaulty extends DomainError {
  override readonly name = 'SessionFaulty';
  readonly kind = 'conflict';
  readonly code = 'session-faulty';
  constructor({ detail }: SessionFault) {
    super(`The session cannot run. ${detail}`);
  }
}

export class LessonNotReady extends DomainError {
  override readonly name = 'LessonNotReady';
  readonly kind = 'conflict';
  readonly code = 'lesson-not-ready';
  constructor(problems: readonly Pick<ToldError, 'field' | 'message'>[]) {
    const reasons = problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
    const fields = problems.map(({ field }) => field).join(', ');
    super(`The lesson cannot be taught yet: ${reasons}.`, { params: { fields } });
  }
}

/** A publisher came to a session that has a film. */
export class PlaysFile extends DomainError {
  override readonly name = 'PlaysFile';
  readonly kind = 'conflict';
  readonly code = 'session-plays-file';
  constructor() {
    super('this session plays a file');
  }
}
