import { DomainError } from '../errors/domain-error.js';

/** An event about a question while none is open, or none was. */
export class NoQuestion extends DomainError {
  override readonly name = 'NoQuestion';
  readonly kind = 'conflict';
  readonly code: 'no-open-question' | 'question-not-opened';
  constructor(questionId?: string) {
    super(
      questionId === undefined
        ? 'No question is open.'
        : `The question ${questionId} has not been opened in this session.`,
    );
    this.code = questionId === undefined ? 'no-open-question' : 'question-not-opened';
  }
}

/** An event that waits for its stream time, while the session was ended. */
export class SessionStopped extends DomainError {
  override readonly name = 'SessionStopped';
  readonly kind = 'conflict';
  readonly code = 'session-not-live';
  constructor() {
    super('The session ended before the event was due.');
  }
}
