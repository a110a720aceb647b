import type { LiveStream } from '@lockstep/media';
import type { LedgerEntry, SessionChanged as SessionState, SessionStatus } from '@lockstep/contracts';
import type { Session } from '../sessions/session.entity.js';

/** A session has its stream, and no frame of it has passed yet. */
export class SessionOpened {
  constructor(
    readonly session: Session,
    readonly stream: LiveStream,
  ) {}
}

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

/** A session became live, or ended. */
export class SessionMoved {
  constructor(
    readonly sessionId: string,
    readonly status: SessionStatus,
  ) {}
}

/** A session is live, and another process may carry it: what belongs to its stream here ends. */
export class SessionLeft {
  constructor(readonly sessionId: string) {}
}

/** The publisher of a session came or went: it sends the video. */
export class PublisherChanged {
  constructor(
    readonly sessionId: string,
    /** How the video comes; undefined: it does not. */
    readonly kind: string | undefined,
  ) {}
}
