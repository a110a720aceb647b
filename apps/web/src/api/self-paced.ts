import type { Joined, SelfPaced, SelfPacedInvitation } from '@lockstep/contracts';
import { call } from './http.js';

const ofLesson = (lessonId: string) => `/api/lessons/${encodeURIComponent(lessonId)}/self-paced`;
const invitation = (lessonId: string) => `/api/self-paced/${encodeURIComponent(lessonId)}`;

export const getSelfPaced = (lessonId: string, signal?: AbortSignal) =>
  call<SelfPaced>(ofLesson(lessonId), { as: 'staff', signal });

export const saveSelfPaced = (lessonId: string, body: SelfPaced) =>
  call<SelfPaced>(ofLesson(lessonId), { method: 'PUT', as: 'staff', body });

/** What anybody with the link may know. */
export const getInvitation = (lessonId: string, signal?: AbortSignal) =>
  call<SelfPacedInvitation>(invitation(lessonId), { signal });

export const beginAlone = (lessonId: string, name: string) =>
  call<Joined>(`${invitation(lessonId)}/join`, { method: 'POST', body: { name } });
