import { DomainError } from '../errors/domain-error.js';

/** The author of the lesson has not switched it on, or there is no such lesson: a stranger is not told which. */
export class SelfPacedOff extends DomainError {
  override readonly name = 'SelfPacedOff';
  readonly kind = 'not-found';
  readonly code = 'self-paced-off';
  constructor(id: string) {
    super(`The lesson ${id} cannot be taken alone. Its author can switch that on.`, { params: { id } });
  }
}

export class SelfPacedFull extends DomainError {
  override readonly name = 'SelfPacedFull';
  readonly kind = 'too-many';
  readonly code = 'self-paced-full';
  override readonly retryAfterMs = 60_000;
  constructor(most: number) {
    super(`There are ${String(most)} self-paced sessions already; try again later.`, { params: { most } });
  }
}

export class SelfPacedTaken extends DomainError {
  override readonly name = 'SelfPacedTaken';
  readonly kind = 'conflict';
  readonly code = 'self-paced-taken';
  constructor() {
    super(
      'This session belongs to the student who began it; begin one of your own by the link of the lesson.',
    );
  }
}

export class NotSelfPaced extends DomainError {
  override readonly name = 'NotSelfPaced';
  readonly kind = 'conflict';
  readonly code = 'not-self-paced';
  constructor() {
    super('This is a class: its teacher has the controls.');
  }
}
