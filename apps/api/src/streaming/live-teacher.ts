import type { Session } from '../sessions/session.entity.js';
import type { LiveSession } from './live-session.js';

/** A virtual teacher at work: publishes into the session's stream, and steps aside for a teacher's own picture. */
export interface LiveTeacher {
  /** Makes room for a publisher. Throws NotTakenOver while the session is not taken over. */
  stepAside(): void;
  /** Nothing more is said or judged; resolves when what was begun is on record. */
  close(): Promise<void>;
}

/** Lends virtual teachers to sessions. */
export interface Teachers {
  /** Throws what keeps the session's version from being taught; then nothing was begun. */
  prepare(session: Session): Promise<(live: LiveSession) => Promise<LiveTeacher>>;
}
