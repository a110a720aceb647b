import type { TeachingCommand, Teaching } from '@lockstep/contracts';
import { call } from './http.js';

const path = (sessionId: string, rest = '') =>
  `/api/sessions/${encodeURIComponent(sessionId)}/teaching${rest}`;

/** What the virtual teacher of a session is doing. */
export const getTeaching = (sessionId: string, signal?: AbortSignal) =>
  call<Teaching>(path(sessionId), { as: 'staff', signal });

/** Commands the virtual teacher. @throws RefusedError when its state does not allow that */
export const commandTeaching = (sessionId: string, command: TeachingCommand) =>
  call<Teaching>(path(sessionId, '/commands'), { method: 'POST', as: 'staff', body: command });
