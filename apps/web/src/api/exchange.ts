import type { LessonImport, QuestionExport, QuestionFormat } from '@lockstep/contracts';
import { call, request } from './http.js';

const path = (lessonId: string, rest: string) => `/api/lessons/${encodeURIComponent(lessonId)}${rest}`;

type ImportWishes = { readonly keep: boolean; readonly title?: string; readonly language: string };

/** Reads a file, and makes a lesson of it if it is to be kept. */
export function importLesson(file: File, { keep, title, language }: ImportWishes) {
  const wishes = new URLSearchParams({ keep: String(keep), language, ...(title && { title }) });
  const body = new FormData();
  body.append('files', file, file.name);
  return call<LessonImport>(`/api/lessons/imports?${wishes.toString()}`, {
    method: 'POST',
    as: 'staff',
    body,
  });
}

export const exportQuestions = (lessonId: string, format: QuestionFormat) =>
  call<QuestionExport>(path(lessonId, `/questions?format=${format}`), { as: 'staff' });

/** The lesson as one file. */
export async function exportPackage(lessonId: string): Promise<Blob> {
  return (await request(path(lessonId, '/package'), { as: 'staff' })).blob();
}
