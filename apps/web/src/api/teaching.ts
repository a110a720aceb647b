import type { HandCommand, Teaching } from '@lockstep/contracts';
import { call } from './http.js';

const path = (sessionId: string, rest = '') =>
  `/api/sessions/${encodeURIComponent(sessionId)}/teaching${rest}`;

/** What the virtual teacher of a session is doing. */
export const getTeaching = (sessionId: string, signal?: AbortSignal) =>
  call<Teaching>(path(sessionId), { as: 'staff', signal });

/** The teacher's hand. Throws RefusedError when the machine cannot do that now. */
export const commandTeaching = (sessionId: string, command: HandCommand) =>
  call<Teaching>(path(sessionId, '/commands'), { method: 'POST', as: 'staff', body: command });
