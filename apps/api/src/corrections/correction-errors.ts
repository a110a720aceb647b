import { DomainError } from '../errors/domain-error.js';

export class AnswerNotFound extends DomainError {
  override readonly name = 'AnswerNotFound';
  readonly kind = 'not-found';
  readonly code = 'answer-not-found';
  constructor(id: string) {
    super(`There is no answer ${id} to correct.`, { params: { id } });
  }
}

export class CorrectionNotFound extends DomainError {
  override readonly name = 'CorrectionNotFound';
  readonly kind = 'not-found';
  readonly code = 'correction-not-found';
  constructor(id: string) {
    super(`There is no correction ${id}.`, { params: { id } });
  }
}
