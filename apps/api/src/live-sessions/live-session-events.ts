import type { LedgerEntry, SessionChanged as SessionState } from '@lockstep/contracts';

/** An event is in a frame, and the ledger knows which. */
export class EventAired {
  constructor(
    readonly sessionId: string,
    readonly entry: LedgerEntry,
  ) {}
}

/** A session became live, got or lost its publisher, or ended. */
export class SessionChanged {
  constructor(readonly state: SessionState) {}
}
