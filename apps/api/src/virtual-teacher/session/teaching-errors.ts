import type { TeachingCommand, TeachingPhase } from '@lockstep/contracts';
import { DomainError } from '../../errors/domain-error.js';

/** A hand's command that the moment does not allow. */
export class NotNow extends DomainError {
  override readonly name = 'NotNow';
  readonly kind = 'conflict';
  readonly code = 'not-now';
  constructor(command: TeachingCommand['type'], phase: TeachingPhase) {
    super(
      command === 'say' && phase === 'asking'
        ? 'Students are answering, so nobody speaks; skip the question first, or wait for its end.'
        : `The virtual teacher is ${phase}: ${command} is not possible now.`,
      { params: { phase } },
    );
  }
}

/** A publisher came while nobody has taken over. */
export class NotTakenOver extends DomainError {
  override readonly name = 'NotTakenOver';
  readonly kind = 'conflict';
  readonly code = 'not-taken-over';
  constructor() {
    super('the virtual teacher teaches this session; take it over first');
  }
}

/** Something that only a session with a virtual teacher has. */
export class NoVirtualTeacher extends DomainError {
  override readonly name = 'NoVirtualTeacher';
  readonly kind = 'conflict';
  readonly code = 'no-virtual-teacher';
  constructor(sessionId: string) {
    super(`The session ${sessionId} has no virtual teacher.`);
  }
}
