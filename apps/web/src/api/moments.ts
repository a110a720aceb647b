import type {
  MomentComment,
  MomentCommentCreate,
  MomentLink,
  MomentLinkCreate,
  SharedMoment,
} from '@lockstep/contracts';
import { call, callAll } from './http.js';

const path = (sessionId: string, rest: string) => `/api/sessions/${encodeURIComponent(sessionId)}${rest}`;
const staff = { as: 'staff' } as const;

export const listComments = (sessionId: string, signal?: AbortSignal) =>
  callAll<MomentComment>(path(sessionId, '/comments'), { ...staff, signal });

export const postComment = (sessionId: string, body: MomentCommentCreate) =>
  call<MomentComment>(path(sessionId, '/comments'), { ...staff, method: 'POST', body });

export const deleteComment = (sessionId: string, id: string) =>
  call<void>(path(sessionId, `/comments/${encodeURIComponent(id)}`), { ...staff, method: 'DELETE' });

/** Links with which anyone watches the recording of a session from a moment on. */
export const listMomentLinks = (sessionId: string, signal?: AbortSignal) =>
  callAll<MomentLink>(path(sessionId, '/moment-links'), { ...staff, signal });

export const postMomentLink = (sessionId: string, body: MomentLinkCreate) =>
  call<MomentLink>(path(sessionId, '/moment-links'), { ...staff, method: 'POST', body });

export const revokeMomentLink = (sessionId: string, id: string) =>
  call<MomentLink>(path(sessionId, `/moment-links/${encodeURIComponent(id)}`), {
    ...staff,
    method: 'DELETE',
  });

/** What a link leads to, for anyone. */
export const getSharedMoment = (linkId: string, signal?: AbortSignal) =>
  call<SharedMoment>(`/api/moments/${encodeURIComponent(linkId)}`, { signal });
