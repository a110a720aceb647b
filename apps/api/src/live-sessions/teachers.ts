import type { Session } from '../sessions/session.entity.js';
import type { LiveSession } from './live-session.js';
import type { LiveTeacher } from './live-teacher.js';

/** Gives virtual teachers to sessions. */
export interface Teachers {
  /** Throws what keeps the session's version from being taught; then nothing was begun. */
  prepare(session: Session): Promise<(live: LiveSession) => Promise<LiveTeacher>>;
}
