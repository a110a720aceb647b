import type { Role, Scope } from '@lockstep/contracts';

/** Somebody who may work here: by an API token, or by having signed in with an account. */
export type StaffIdentity = {
  readonly kind: 'staff';
  /** Of the token, or of the person. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Of a token that may not do all that its role may. */
  readonly scopes?: readonly Scope[];
  /** Id of the token that acts for the person whose id stands above. */
  readonly tokenId?: string;
  /** Id of the sign-in; absent for a token. */
  readonly signInId?: string;
};

/** A student who signed in with an account; in a session they become the student of that session. */
export type PersonIdentity = {
  readonly kind: 'person';
  readonly id: string;
  readonly name: string;
  readonly role: 'student';
  readonly signInId: string;
};

/** A student of one session. */
export type StudentIdentity = {
  readonly kind: 'student';
  readonly id: string;
  readonly name: string;
  readonly sessionId: string;
};

/** Who is asking. */
export type Identity = StaffIdentity | PersonIdentity | StudentIdentity;

/**
 * Who may do something: everybody, anyone who is known, anyone who signed in with an account, staff who did so, a staff role (and
 * those that include it), or a student of the session that it is about.
 */
export type AccessLevel = 'public' | 'identified' | 'person' | 'staff-person' | 'student' | Role;

/** What each role may do beside what is its own. */
const included: Readonly<Record<Role, readonly Role[]>> = {
  author: ['author'],
  teacher: ['teacher', 'author'],
  operator: ['operator'],
  admin: ['admin', 'teacher', 'author', 'operator'],
};

/** Whether `identity` may do what is open to `levels`; `sessionId` is the session it is about, where there is one. */
export function mayAccess(
  identity: Identity | undefined,
  levels: readonly AccessLevel[],
  sessionId: string | undefined,
): boolean {
  return levels.some((level) => {
    if (level === 'public') return true;
    if (identity === undefined) return false;
    if (level === 'identified') return true;
    if (level === 'person') return 'signInId' in identity;
    if (level === 'staff-person') return identity.kind === 'staff' && identity.signInId !== undefined;
    if (level === 'student') return identity.kind === 'student' && identity.sessionId === sessionId;
    return identity.kind === 'staff' && included[identity.role].includes(level);
  });
}
