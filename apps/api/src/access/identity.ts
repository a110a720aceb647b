import type { Role } from '@lockstep/contracts';

/** Who is asking. */
export type Identity =
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'student'; readonly id: string; readonly name: string; readonly sessionId: string };

/**
 * Who may do something: everybody, anyone with a good token, a staff role (and those above it), or a student of the
 * session that it is about.
 */
export type AccessLevel = 'public' | 'identified' | 'student' | Role;

const rank: Record<Role, number> = { author: 1, teacher: 2, admin: 3 };

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
    if (level === 'student') return identity.kind === 'student' && identity.sessionId === sessionId;
    return identity.kind === 'staff' && rank[identity.role] >= rank[level];
  });
}
