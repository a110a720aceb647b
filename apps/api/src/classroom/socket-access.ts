import type { clientEvents, Scope } from '@lockstep/contracts';
import type { AccessLevel } from '../access/identity.js';

/** Who may send what over the socket, in the session that it was opened for. docs/access.md lists it. */
export const socketAccess: Readonly<Record<keyof typeof clientEvents, AccessLevel>> = {
  'answer:submit': 'student',
  'presence:update': 'student',
  'pace:command': 'student',
  'teaching:command': 'teacher',
};

/** What a token with scopes needs to send it. */
export const socketScope: Readonly<Record<keyof typeof clientEvents, Scope>> = {
  'answer:submit': 'sessions:write',
  'presence:update': 'sessions:write',
  'pace:command': 'sessions:write',
  'teaching:command': 'sessions:write',
};

/** What a token with scopes needs to open a socket. */
export const connectScope: Scope = 'sessions:read';

/** Who may open a socket. */
export const connectAccess: readonly AccessLevel[] = ['teacher', 'student'];
