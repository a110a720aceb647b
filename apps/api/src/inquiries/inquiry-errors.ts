import { DomainError } from '../errors/domain-error.js';

/** The teacher takes no questions in this session. */
export class AskingOff extends DomainError {
  override readonly name = 'AskingOff';
  readonly kind = 'conflict';
  readonly code = 'asking-off';
  constructor() {
    super('Questions are not taken in this class now.');
  }
}

/** More questions than one student has in a class. */
export class TooManyInquiries extends DomainError {
  override readonly name = 'TooManyInquiries';
  readonly kind = 'conflict';
  readonly code = 'too-many-inquiries';
  constructor(most: number) {
    super(`You have asked ${String(most)} questions in this class; ask your teacher after it.`, {
      params: { most },
    });
  }
}

export class InquiryNotFound extends DomainError {
  override readonly name = 'InquiryNotFound';
  readonly kind = 'not-found';
  readonly code = 'inquiry-not-found';
  constructor(id: string) {
    super(`The session has no question ${id} of a student.`, { params: { id } });
  }
}
