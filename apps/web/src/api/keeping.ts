import type { DeletionReport, Keeping } from '@lockstep/contracts';
import { call } from './http.js';

const session = (id: string, rest = '') => `/api/sessions/${encodeURIComponent(id)}${rest}`;
const keeping = (lessonId: string) => `/api/lessons/${encodeURIComponent(lessonId)}/keeping`;

export const deleteSession = (sessionId: string) =>
  call<DeletionReport>(session(sessionId), { method: 'DELETE', as: 'staff' });

export const deleteStudent = (sessionId: string, studentId: string) =>
  call<DeletionReport>(session(sessionId, `/students/${encodeURIComponent(studentId)}`), {
    method: 'DELETE',
    as: 'staff',
  });

export const getKeeping = (lessonId: string, signal?: AbortSignal) =>
  call<Keeping>(keeping(lessonId), { as: 'staff', signal });

export const saveKeeping = (lessonId: string, body: Keeping) =>
  call<Keeping>(keeping(lessonId), { method: 'PUT', as: 'staff', body });
