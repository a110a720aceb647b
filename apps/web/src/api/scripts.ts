import type {
  CompileJob,
  DryRun,
  JudgePreview,
  JudgedPreview,
  LessonAsset,
  LessonComparison,
  LessonVersion,
  LessonVersionSummary,
  Preview,
  ScriptDraft,
} from '@lockstep/contracts';
import * as z from 'zod/mini';
import { call, callAll, request } from './http.js';
import { readServerSentEvents } from './server-sent-events.js';

/** A draft, or the number of a published version. */
export type Which = 'draft' | number;

const path = (lessonId: string, rest = '') => `/api/lessons/${encodeURIComponent(lessonId)}${rest}`;
const query = (values: Record<string, string | number>) =>
  `?${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()}`;

export const createScript = (text: string) =>
  call<ScriptDraft>('/api/lessons/script', { method: 'POST', as: 'staff', body: { text } });

export const getScript = (lessonId: string, signal?: AbortSignal) =>
  call<ScriptDraft>(path(lessonId, '/script'), { as: 'staff', signal });

/** @throws RefusedError with status 412 when somebody else has saved since `etag` */
export const saveScript = (lessonId: string, text: string, etag: string) =>
  call<ScriptDraft>(path(lessonId, '/script'), {
    method: 'PUT',
    as: 'staff',
    body: { text },
    headers: { 'if-match': etag },
  });

/** Files of the same name are replaced. @param folder below that of the script */
export function uploadScriptFiles(lessonId: string, files: readonly File[], folder = '') {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.webkitRelativePath || file.name);
  return call<LessonAsset[]>(path(lessonId, folder === '' ? '/files' : `/files${query({ folder })}`), {
    method: 'POST',
    as: 'staff',
    body,
  });
}

export const removeScriptFile = (lessonId: string, file: string) =>
  call<undefined>(path(lessonId, `/files${query({ path: file })}`), { method: 'DELETE', as: 'staff' });

/** What is in a file, to be shown or played. */
export async function getScriptFile(lessonId: string, file: string, signal?: AbortSignal) {
  const response = await request(path(lessonId, `/files/content${query({ path: file })}`), {
    as: 'staff',
    signal,
  });
  return response.blob();
}

export const compileScript = (lessonId: string, version: Which) =>
  call<CompileJob>(path(lessonId, `/compile${query({ version })}`), { method: 'POST', as: 'staff' });

export const cancelCompile = (jobId: string) =>
  call<CompileJob>(`/api/compiles/${encodeURIComponent(jobId)}`, { method: 'DELETE', as: 'staff' });

/** Calls back with every change of a job; resolves when the server has no more to tell. */
export async function followCompile(
  jobId: string,
  onJob: (job: CompileJob) => void,
  signal: AbortSignal,
): Promise<void> {
  const events = `/api/compiles/${encodeURIComponent(jobId)}/events`;
  const response = await request(events, { as: 'staff', signal, headers: { accept: 'text/event-stream' } });
  if (!response.body) return;
  for await (const { data } of readServerSentEvents(response.body)) {
    const job: unknown = JSON.parse(data);
    if (isJob(job)) onJob(job);
  }
}

const JobShape = z.object({ id: z.string(), status: z.string(), clips: z.object({ done: z.number() }) });
/** Our own server wrote it; only what is no job at all is left out. */
const isJob = (value: unknown): value is CompileJob => JobShape.safeParse(value).success;

export const getDryRun = (lessonId: string, version: Which, signal?: AbortSignal) =>
  call<DryRun>(path(lessonId, `/dry-run${query({ version })}`), { as: 'staff', signal });

/** A preview from `atMs` on, for anyone who has its address; it ends when nobody watches. */
export const startPreview = (
  lessonId: string,
  body: { version: Which; atMs: number },
  signal?: AbortSignal,
) => call<Preview>(path(lessonId, '/previews'), { method: 'POST', as: 'staff', body, signal });

/** What the brain would say; nothing is kept. */
export const judgeInPreview = (
  lessonId: string,
  body: Pick<JudgePreview, 'questionId' | 'version'> & Partial<JudgePreview>,
) => call<JudgedPreview>(path(lessonId, '/judge-preview'), { method: 'POST', as: 'staff', body });

export const listVersions = (lessonId: string, signal?: AbortSignal) =>
  callAll<LessonVersionSummary>(path(lessonId, '/versions'), { as: 'staff', signal });

export const publishVersion = (lessonId: string, note: string) =>
  call<LessonVersion>(path(lessonId, '/versions'), { method: 'POST', as: 'staff', body: { note } });

export const compareVersions = (lessonId: string, from: Which, to: Which, signal?: AbortSignal) =>
  call<LessonComparison>(path(lessonId, `/versions/compare${query({ from, to })}`), { as: 'staff', signal });
