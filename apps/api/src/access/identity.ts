import type { Role } from '@lockstep/contracts';

/** Who is asking. */
export type Identity =
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'student'; readonly id: string; readonly name: string; readonly sessionId: string };

/** Who may call a route: everybody, a staff role (and those above it), or a student of the session that is named in the path. */
export type AccessLevel = 'public' | 'student' | Role;

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
    if (level === 'student') return identity.kind === 'student' && identity.sessionId === sessionId;
    return identity.kind === 'staff' && rank[identity.role] >= rank[level];
  });
}
