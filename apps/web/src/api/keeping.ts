import type { DeletionReport, Keeping, Session } from '@lockstep/contracts';
import { call } from './http.js';

const session = (id: string, rest = '') => `/api/sessions/${encodeURIComponent(id)}${rest}`;

/** Whose sessions a rule is about. */
export type KeepingOf = { readonly lessonId: string } | { readonly classId: string };

const keeping = (of: KeepingOf) =>
  'lessonId' in of
    ? `/api/lessons/${encodeURIComponent(of.lessonId)}/keeping`
    : `/api/classes/${encodeURIComponent(of.classId)}/keeping`;

export const deleteSession = (sessionId: string) =>
  call<DeletionReport>(session(sessionId), { method: 'DELETE', as: 'staff' });

export const deleteStudent = (sessionId: string, studentId: string) =>
  call<DeletionReport>(session(sessionId, `/students/${encodeURIComponent(studentId)}`), {
    method: 'DELETE',
    as: 'staff',
  });

/** A legal hold, or its end. Only an admin may. */
export const holdSession = (sessionId: string, held: boolean) =>
  call<Session>(session(sessionId, '/hold'), { method: 'PUT', as: 'staff', body: { held } });

export const getKeeping = (of: KeepingOf, signal?: AbortSignal) =>
  call<Keeping>(keeping(of), { as: 'staff', signal });

export const saveKeeping = (of: KeepingOf, body: Keeping) =>
  call<Keeping>(keeping(of), { method: 'PUT', as: 'staff', body });
