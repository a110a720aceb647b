import { DomainError } from '../errors/domain-error.js';

export class LessonNotFound extends DomainError {
  override readonly name = 'LessonNotFound';
  readonly kind = 'not-found';
  readonly code = 'lesson-not-found';
  constructor(id: string) {
    super(`There is no lesson ${id}.`);
  }
}

export class UploadTooLarge extends DomainError {
  override readonly name = 'UploadTooLarge';
  readonly kind = 'too-large';
  readonly code = 'upload-too-large';
  constructor(what: string) {
    super(`The upload is too large: ${what}. Nothing was changed.`);
  }
}
