import { type AnyLessonEvent, parseEvent } from '@lockstep/contracts';
import { DomainError } from '../errors/domain-error.js';
import type { LedgerEvent } from './ledger-event.entity.js';

/** An event on record that this version cannot read. */
export class LedgerRowUnreadable extends DomainError {
  override readonly name = 'LedgerRowUnreadable';
  readonly kind = 'conflict';
  readonly code = 'ledger-row-unreadable';
  constructor({ seq, type }: LedgerEvent, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Event ${String(seq)} (${type}) of its ledger cannot be read: ${reason}`, {
      cause,
      params: { seq, type },
    });
  }
}

/**
 * The event of a ledger row, which holds the body as it is in the stream.
 *
 * @throws LedgerRowUnreadable
 */
export function readEvent(row: LedgerEvent): AnyLessonEvent {
  try {
    return parseEvent(row.event);
  } catch (cause) {
    throw new LedgerRowUnreadable(row, cause);
  }
}
