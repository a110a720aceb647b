import type { SessionStatus } from '@lockstep/contracts';
import { DomainError } from '../errors/domain-error.js';

export type SessionAction = 'start' | 'end';

const moves: Readonly<Record<SessionAction, { from: readonly SessionStatus[]; to: SessionStatus }>> = {
  start: { from: ['scheduled'], to: 'live' },
  end: { from: ['scheduled', 'live'], to: 'ended' },
};

/** A move that the session's status does not allow. */
export class IllegalTransition extends DomainError {
  override readonly name = 'IllegalTransition';
  readonly kind = 'conflict';
  readonly code = 'illegal-transition';
  constructor(
    readonly status: SessionStatus,
    readonly action: SessionAction,
  ) {
    super(`A session that is ${status} cannot ${action}.`, { params: { status, action } });
  }
}

/** The statuses that `action` may leave. */
export const before = (action: SessionAction): readonly SessionStatus[] => moves[action].from;

/** The status that `action` leads to. */
export const after = (action: SessionAction): SessionStatus => moves[action].to;
