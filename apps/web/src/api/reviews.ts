import type {
  Attendance,
  LedgerEntry,
  LedgerPage,
  ClassAnalytics,
  LessonAnalytics,
  Recording,
  ReviewWork,
  SessionReview,
} from '@lockstep/contracts';
import { call, nextPage, request } from './http.js';

export type ReviewFilter = {
  /** Words of the title; empty: any. */
  readonly search: string;
  /** Only sessions with answers that nobody has judged yet. */
  readonly isOpen: boolean;
};

/** Sessions on a page of the list; more is asked for. */
const PAGE = 20;
/** Events in one answer of the ledger. */
const MOST_EVENTS = 1000;

const firstPage = ({ search, isOpen }: ReviewFilter): string => {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (search.trim() !== '') query.set('search', search.trim());
  if (isOpen) query.set('work', 'open');
  return `/api/session-reviews?${query}`;
};

export type ReviewPage = { readonly reviews: readonly SessionReview[]; readonly next: string | undefined };

/** @param page address of one that is not the first */
export async function listReviews(
  filter: ReviewFilter,
  page: string | undefined,
  signal?: AbortSignal,
): Promise<ReviewPage> {
  const response = await request(page ?? firstPage(filter), { as: 'staff', signal });
  return { reviews: (await response.json()) as SessionReview[], next: nextPage(response) };
}

export type WorkPage = { readonly work: readonly ReviewWork[]; readonly next: string | undefined };

/** Answers that nobody has judged yet, of all sessions. @param page address of one that is not the first */
export async function listWork(page: string | undefined, signal?: AbortSignal): Promise<WorkPage> {
  const response = await request(page ?? '/api/review-work', { as: 'staff', signal });
  return { work: (await response.json()) as ReviewWork[], next: nextPage(response) };
}

const path = (sessionId: string, rest: string) => `/api/sessions/${encodeURIComponent(sessionId)}${rest}`;

export const getRecordings = (sessionId: string, signal?: AbortSignal) =>
  call<Recording[]>(path(sessionId, '/recordings'), { as: 'staff', signal });

/** What the sessions of a lesson come to. */
export const getLessonAnalytics = (lessonId: string, signal?: AbortSignal) =>
  call<LessonAnalytics>(`/api/lesson-analytics/${encodeURIComponent(lessonId)}`, { as: 'staff', signal });

export const getClassAnalytics = (classId: string, signal?: AbortSignal) =>
  call<ClassAnalytics>(`/api/classes/${encodeURIComponent(classId)}/analytics`, { as: 'staff', signal });

/** A file that the server makes of a session that is over. */
export async function getSessionFile(sessionId: string, rest: string): Promise<Blob> {
  return (await request(path(sessionId, rest), { as: 'staff' })).blob();
}

/** When each student was connected. */
export const getAttendance = (sessionId: string, signal?: AbortSignal) =>
  call<Attendance[]>(path(sessionId, '/attendance'), { as: 'staff', signal });

/** All events of a session, with the frames that carried them. */
export async function getLedger(sessionId: string, signal?: AbortSignal): Promise<LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  for (;;) {
    const query = `?afterSeq=${all.at(-1)?.seq ?? 0}&limit=${MOST_EVENTS}`;
    const { entries } = await call<LedgerPage>(path(sessionId, `/ledger${query}`), { as: 'staff', signal });
    all.push(...entries);
    if (entries.length < MOST_EVENTS) return all;
  }
}
