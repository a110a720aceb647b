import { DomainError } from '../errors/domain-error.js';

export class ClassNotFound extends DomainError {
  override readonly name = 'ClassNotFound';
  readonly kind = 'not-found';
  readonly code = 'class-not-found';
  constructor(id: string) {
    super(`There is no class ${id}.`, { params: { id } });
  }
}

/** A class always has a teacher. */
export class ClassOwner extends DomainError {
  override readonly name = 'ClassOwner';
  readonly kind = 'conflict';
  readonly code = 'class-owner';
  constructor() {
    super('The owner of a class cannot be taken off it; archive the class instead.');
  }
}

export class TeacherNotFound extends DomainError {
  override readonly name = 'TeacherNotFound';
  readonly kind = 'not-found';
  readonly code = 'teacher-not-found';
  constructor() {
    super('No teacher has this e-mail address; an admin can invite them.');
  }
}

/** An account of staff on a roster would see a class as its student. */
export class NotAStudent extends DomainError {
  override readonly name = 'NotAStudent';
  readonly kind = 'conflict';
  readonly code = 'not-a-student';
  constructor() {
    super("The account with this e-mail address is not a student's.");
  }
}
