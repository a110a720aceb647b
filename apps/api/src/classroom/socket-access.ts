import type { clientEvents } from '@lockstep/contracts';
import type { AccessLevel } from '../access/identity.js';

/** Who may send what over the socket, in the session that it was opened for. docs/access.md lists it. */
export const socketAccess: Readonly<Record<keyof typeof clientEvents, AccessLevel>> = {
  'answer:submit': 'student',
  'presence:update': 'student',
  'pace:command': 'student',
  'teaching:command': 'teacher',
};

/** Who may open a socket. */
export const connectAccess: readonly AccessLevel[] = ['teacher', 'student'];
