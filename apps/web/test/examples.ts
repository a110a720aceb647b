import type { Joined, Lesson, Lobby, Me, ScriptDraft, Session } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';

/** What the API documentation shows, changed where a test needs it. */
export const staff: Me = examples.Me;

export const session = (change: Partial<Session> = {}): Session => ({ ...examples.Session, ...change });

export const lobby = (change: Partial<Lobby> = {}): Lobby => ({ ...examples.Lobby, ...change });

export const joined = (): Joined => examples.Joined;

export const lesson = (change: Partial<Lesson> = {}): Lesson => ({ ...examples.Lesson, ...change });

export const script = (change: Partial<ScriptDraft> = {}): ScriptDraft => ({
  ...examples.ScriptDraft,
  ...change,
});
