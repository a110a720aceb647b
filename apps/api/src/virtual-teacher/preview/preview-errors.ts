import { DomainError } from '../../errors/domain-error.js';

export class PreviewNotFound extends DomainError {
  override readonly name = 'PreviewNotFound';
  readonly kind = 'not-found';
  readonly code = 'preview-not-found';
  constructor() {
    super('There is no such preview; it ends when nobody watches it. Make another one.');
  }
}

export class TooManyPreviews extends DomainError {
  override readonly name = 'TooManyPreviews';
  readonly kind = 'too-many';
  readonly code = 'too-many-previews';
  constructor(
    most: number,
    override readonly retryAfterMs: number,
  ) {
    super(`There are ${String(most)} previews already; they end when nobody watches them.`, {
      params: { most },
    });
  }
}

export class QuestionNotInScript extends DomainError {
  override readonly name = 'QuestionNotInScript';
  readonly kind = 'not-found';
  readonly code = 'question-not-found';
  constructor(id: string) {
    super(`The script asks no question ${id}.`, { params: { id } });
  }
}
