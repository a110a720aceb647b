import type { LessonCopy, LessonSharing, LessonSharingChange } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './http.js';

const path = (lessonId: string, rest: string) => `/api/lessons/${encodeURIComponent(lessonId)}${rest}`;

export const sharingOf = (lessonId: string) =>
  queryOptions({
    queryKey: ['lesson-sharing', lessonId],
    queryFn: ({ signal }) => call<LessonSharing>(path(lessonId, '/sharing'), { as: 'staff', signal }),
  });

export const saveSharing = (lessonId: string, body: LessonSharingChange) =>
  call<LessonSharing>(path(lessonId, '/sharing'), { method: 'PUT', as: 'staff', body });

export const copyLesson = (lessonId: string) =>
  call<LessonCopy>(path(lessonId, '/copies'), { method: 'POST', as: 'staff' });
