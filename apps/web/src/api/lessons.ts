import type { Deck, Lesson, LessonDraftInput, LessonSummary, SlideOrder } from '@lockstep/contracts';
import { call, callAll } from './http.js';

const path = (lessonId: string, rest = '') => `/api/lessons/${encodeURIComponent(lessonId)}${rest}`;

export const listLessons = (signal?: AbortSignal) =>
  callAll<LessonSummary>('/api/lessons', { as: 'staff', signal });

export const getLesson = (lessonId: string, signal?: AbortSignal) =>
  call<Lesson>(path(lessonId), { as: 'staff', signal });

export const createLesson = (draft: LessonDraftInput) =>
  call<Lesson>('/api/lessons', { method: 'POST', as: 'staff', body: draft });

export const saveLesson = (lessonId: string, draft: LessonDraftInput) =>
  call<Lesson>(path(lessonId), { method: 'PUT', as: 'staff', body: draft });

export const deleteLesson = (lessonId: string) =>
  call<undefined>(path(lessonId), { method: 'DELETE', as: 'staff' });

/** Adds images (PNG, JPEG, WebP) or the pages of a PDF after the slides that are there. */
export function uploadSlides(lessonId: string, files: readonly File[]) {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.name);
  return call<Lesson>(path(lessonId, '/slides'), { method: 'POST', as: 'staff', body });
}

export const arrangeSlides = (lessonId: string, order: SlideOrder) =>
  call<Lesson>(path(lessonId, '/slides'), { method: 'PUT', as: 'staff', body: order });

/** Immutable, so that the browser's cache answers the second time. */
export const getDeck = (manifestUrl: string, signal?: AbortSignal) => call<Deck>(manifestUrl, { signal });
