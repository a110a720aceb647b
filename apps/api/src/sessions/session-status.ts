import type { SessionStatus } from '@lockstep/contracts';
import { DomainError } from '../errors/domain-error.js';

export type SessionAction = 'start' | 'end';

const transitions: Record<SessionStatus, Partial<Record<SessionAction, SessionStatus>>> = {
  scheduled: { start: 'live', end: 'ended' },
  live: { end: 'ended' },
  ended: {},
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

/** @throws IllegalTransition */
export function after(status: SessionStatus, action: SessionAction): SessionStatus {
  const next = transitions[status][action];
  if (next === undefined) throw new IllegalTransition(status, action);
  return next;
}

/** The statuses that `action` may leave. */
export const before = (action: SessionAction): SessionStatus[] =>
  (Object.keys(transitions) as SessionStatus[]).filter((status) => transitions[status][action] !== undefined);
