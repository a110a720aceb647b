import type { Restream, RestreamChange, RestreamCreateInput } from '@lockstep/contracts';
import { call } from './http.js';

/** @param sessionId null: the restreams of every open session */
const path = (sessionId: string | null, id?: string) =>
  [
    sessionId === null ? '/api/restreams' : `/api/sessions/${encodeURIComponent(sessionId)}/restreams`,
    ...(id === undefined ? [] : [encodeURIComponent(id)]),
  ].join('/');

export const listRestreams = (sessionId: string | null, signal?: AbortSignal) =>
  call<Restream[]>(path(sessionId), { as: 'staff', signal });

export const createRestream = (sessionId: string | null, body: RestreamCreateInput) =>
  call<Restream>(path(sessionId), { method: 'POST', as: 'staff', body });

export const changeRestream = (sessionId: string | null, id: string, body: RestreamChange) =>
  call<Restream>(path(sessionId, id), { method: 'PATCH', as: 'staff', body });

export const deleteRestream = (sessionId: string | null, id: string) =>
  call<undefined>(path(sessionId, id), { method: 'DELETE', as: 'staff' });
