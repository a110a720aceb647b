import type { TeachingCommand, Teaching } from '@lockstep/contracts';
import { call } from './http.js';

const path = (sessionId: string, rest = '') =>
  `/api/sessions/${encodeURIComponent(sessionId)}/teaching${rest}`;

/** What the virtual teacher of a session is doing. */
export const getTeaching = (sessionId: string, token: string, signal?: AbortSignal) =>
  call<Teaching>(path(sessionId), { token, signal });

/** The teacher's hand. Throws RefusedError when the machine cannot do that now. */
export const commandTeaching = (sessionId: string, token: string, command: TeachingCommand) =>
  call<Teaching>(path(sessionId, '/commands'), { method: 'POST', token, body: command });
