import {
  type Deck,
  deckManifestPath,
  type Lesson,
  type LessonDraftInput,
  type LessonSummary,
  type SlideOrder,
} from '@lockstep/contracts';
import { call, callAll } from './http.js';

const path = (lessonId: string, rest = '') => `/api/lessons/${encodeURIComponent(lessonId)}${rest}`;

export const listLessons = (token: string, signal?: AbortSignal) =>
  callAll<LessonSummary>('/api/lessons', { token, signal });

export const getLesson = (lessonId: string, token: string, signal?: AbortSignal) =>
  call<Lesson>(path(lessonId), { token, signal });

export const createLesson = (token: string, draft: LessonDraftInput) =>
  call<Lesson>('/api/lessons', { method: 'POST', token, body: draft });

export const saveLesson = (lessonId: string, token: string, draft: LessonDraftInput) =>
  call<Lesson>(path(lessonId), { method: 'PUT', token, body: draft });

export const deleteLesson = (lessonId: string, token: string) =>
  call<undefined>(path(lessonId), { method: 'DELETE', token });

/** Adds pictures (PNG, JPEG, WebP) or the pages of a PDF after the slides that are there. */
export function uploadSlides(lessonId: string, token: string, files: readonly File[]) {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.name);
  return call<Lesson>(path(lessonId, '/slides'), { method: 'POST', token, body });
}

export const arrangeSlides = (lessonId: string, token: string, order: SlideOrder) =>
  call<Lesson>(path(lessonId, '/slides'), { method: 'PUT', token, body: order });

/** Immutable, so that the browser's cache answers the second time. */
export const getDeck = (deckId: string, signal?: AbortSignal) =>
  call<Deck>(deckManifestPath(deckId), { signal });
