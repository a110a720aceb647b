import type { Class, ClassChange, ClassDraftInput, ClassStudent, ClassStudentAdd } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call, callAll } from './http.js';

const path = (id: string, rest = '') => `/api/classes/${encodeURIComponent(id)}${rest}`;
const change = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', at: string, body?: unknown) =>
  call<T>(at, { method, as: 'staff', body });

export const createClass = (body: ClassDraftInput) => change<Class>('POST', '/api/classes', body);
export const changeClass = (id: string, body: ClassChange) => change<Class>('PATCH', path(id), body);
export const addTeacher = (id: string, email: string) =>
  change<Class>('POST', path(id, '/teachers'), { email });
export const removeTeacher = (id: string, teacherId: string) =>
  change<Class>('DELETE', path(id, `/teachers/${encodeURIComponent(teacherId)}`));
export const addStudent = (id: string, body: ClassStudentAdd) =>
  change<ClassStudent[]>('POST', path(id, '/students'), body);
export const removeStudent = (id: string, personId: string) =>
  change<ClassStudent[]>('DELETE', path(id, `/students/${encodeURIComponent(personId)}`));
/** Its students find the lesson at home, or no longer. */
export const offerLesson = (id: string, lessonId: string, isOffered: boolean) =>
  change<Class>(isOffered ? 'PUT' : 'DELETE', path(id, `/lessons/${encodeURIComponent(lessonId)}`));

export const classQueries = {
  list: (archived = false) =>
    queryOptions({
      queryKey: ['classes', archived],
      queryFn: ({ signal }) =>
        callAll<Class>(`/api/classes?archived=${String(archived)}`, { as: 'staff', signal }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['class', id, 'itself'],
      queryFn: ({ signal }) => call<Class>(path(id), { as: 'staff', signal }),
    }),
  students: (id: string) =>
    queryOptions({
      queryKey: ['class', id, 'students'],
      queryFn: ({ signal }) => call<ClassStudent[]>(path(id, '/students'), { as: 'staff', signal }),
    }),
};
