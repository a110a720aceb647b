import type {
  Answer,
  FeedbackBody,
  Inquiry,
  OwnInquiry,
  RosterEntry,
  Score,
  StreamKeyCreated,
} from '@lockstep/contracts';
import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import { getAnswerGroups, getProposals } from './corrections.js';
import { getSharedMoment, listComments, listMomentLinks } from './moments.js';
import { getRewinds } from './rewinds.js';
import { getInquiries, getMyInquiries } from './inquiries.js';
import { getKeeping, type KeepingOf } from './keeping.js';
import { getDeck, getLesson, listLessons } from './lessons.js';
import {
  getClassAnalytics,
  getLessonAnalytics,
  getAttendance,
  getLedger,
  getRecordings,
  listReviews,
  listWork,
  type ReviewFilter,
} from './reviews.js';
import { compareVersions, getDryRun, getScript, getScriptFile, listVersions, type Which } from './scripts.js';
import {
  getAnswers,
  getDemo,
  getLobby,
  getMe,
  getMyFeedback,
  getMyResults,
  getMyScore,
  getRoster,
  getSession,
  getStreamStatus,
  listMediaFiles,
  listSessions,
} from './sessions.js';
import { getInvitation, getSelfPaced } from './self-paced.js';
import { listStreamKeys } from './stream-keys.js';
import { getTeaching } from './teaching.js';
import { listSettings } from './settings.js';
import { listRestreams } from './restreams.js';
import { getRenditions, listEncoders, listTemplates } from './templates.js';
import { listDeliveries, listWebhooks } from './webhooks.js';

/** Read afresh whenever it is opened, and not again while it is. */
const opened = { staleTime: Infinity, gcTime: 0 };

/** The document of a student's page asks before its components do: they take that answer, ms. */
const JUST_ASKED_MS = 5000;

/** Every question that pages ask, with the key of its answer in the cache. Changes and sockets write to the same keys. */
export const queries = {
  me: (signIn: number) =>
    queryOptions({
      queryKey: ['me', signIn],
      queryFn: ({ signal }) => getMe(signal),
      staleTime: Infinity,
    }),
  demo: () => queryOptions({ queryKey: ['demo'], queryFn: ({ signal }) => getDemo(signal) }),
  sessions: () => queryOptions({ queryKey: ['sessions'], queryFn: ({ signal }) => listSessions(signal) }),
  session: (id: string) =>
    queryOptions({ queryKey: ['session', id, 'itself'], queryFn: ({ signal }) => getSession(id, signal) }),
  lobby: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'lobby'],
      queryFn: ({ signal }) => getLobby(id, signal),
      staleTime: JUST_ASKED_MS,
    }),
  roster: (id: string) =>
    queryOptions<readonly RosterEntry[]>({
      queryKey: ['session', id, 'roster'],
      queryFn: ({ signal }) => getRoster(id, signal),
    }),
  answers: (id: string) =>
    queryOptions<readonly Answer[]>({
      queryKey: ['session', id, 'answers'],
      queryFn: ({ signal }) => getAnswers(id, signal),
    }),
  inquiries: (id: string) =>
    queryOptions<readonly Inquiry[]>({
      queryKey: ['session', id, 'inquiries'],
      queryFn: ({ signal }) => getInquiries(id, signal),
    }),
  /** A student's own. */
  ownInquiries: (id: string, studentId: string) =>
    queryOptions<readonly OwnInquiry[]>({
      queryKey: ['session', id, 'own-inquiries', studentId],
      queryFn: ({ signal }) => getMyInquiries(id, signal),
    }),
  answerGroups: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'answer-groups'],
      queryFn: ({ signal }) => getAnswerGroups(id, signal),
    }),
  reviews: (filter: ReviewFilter) =>
    infiniteQueryOptions({
      queryKey: ['reviews', filter],
      queryFn: ({ pageParam, signal }) => listReviews(filter, pageParam, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next,
    }),
  /** Read when the page is opened: the person who works through it changes it, and nothing else may. */
  reviewWork: () =>
    infiniteQueryOptions({
      queryKey: ['review-work'],
      queryFn: ({ pageParam, signal }) => listWork(pageParam, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next,
      ...opened,
    }),
  lessonAnalytics: (lessonId: string) =>
    queryOptions({
      queryKey: ['lesson', lessonId, 'analytics'],
      queryFn: ({ signal }) => getLessonAnalytics(lessonId, signal),
    }),
  classAnalytics: (classId: string) =>
    queryOptions({
      queryKey: ['class', classId, 'analytics'],
      queryFn: ({ signal }) => getClassAnalytics(classId, signal),
    }),
  recordings: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'recordings'],
      queryFn: ({ signal }) => getRecordings(id, signal),
    }),
  rewinds: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'rewinds'],
      queryFn: ({ signal }) => getRewinds(id, signal),
    }),
  comments: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'comments'],
      queryFn: ({ signal }) => listComments(id, signal),
    }),
  momentLinks: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'moment-links'],
      queryFn: ({ signal }) => listMomentLinks(id, signal),
    }),
  sharedMoment: (linkId: string) =>
    queryOptions({
      queryKey: ['shared-moment', linkId],
      queryFn: ({ signal }) => getSharedMoment(linkId, signal),
      ...opened,
    }),
  attendance: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'attendance'],
      queryFn: ({ signal }) => getAttendance(id, signal),
    }),
  ledger: (id: string) =>
    queryOptions({ queryKey: ['session', id, 'ledger'], queryFn: ({ signal }) => getLedger(id, signal) }),
  stream: (id: string) =>
    queryOptions({
      queryKey: ['session', id, 'stream'],
      queryFn: ({ signal }) => getStreamStatus(id, signal),
    }),
  teaching: (id: string) =>
    queryOptions({ queryKey: ['session', id, 'teaching'], queryFn: ({ signal }) => getTeaching(id, signal) }),
  /** A student's own feedback; another student of this browser has another cache. */
  feedback: (id: string, studentId: string) =>
    queryOptions<readonly FeedbackBody[]>({
      queryKey: ['session', id, 'feedback', studentId],
      queryFn: ({ signal }) => getMyFeedback(id, signal),
    }),
  score: (id: string, studentId: string) =>
    queryOptions<Score>({
      queryKey: ['session', id, 'score', studentId],
      queryFn: ({ signal }) => getMyScore(id, signal),
      ...opened,
    }),
  ownResults: (id: string, studentId: string) =>
    queryOptions({
      queryKey: ['session', id, 'own-results', studentId],
      queryFn: ({ signal }) => getMyResults(id, signal),
      ...opened,
    }),
  mediaFiles: () =>
    queryOptions({ queryKey: ['media-files'], queryFn: ({ signal }) => listMediaFiles(signal) }),
  streamKeys: () =>
    queryOptions({ queryKey: ['stream-keys'], queryFn: ({ signal }) => listStreamKeys(signal) }),
  settings: () => queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => listSettings(signal) }),
  templates: () => queryOptions({ queryKey: ['templates'], queryFn: ({ signal }) => listTemplates(signal) }),
  /** @param sessionId null: those of every open session */
  restreams: (sessionId: string | null) =>
    queryOptions({
      queryKey: ['restreams', sessionId],
      queryFn: ({ signal }) => listRestreams(sessionId, signal),
    }),
  /** They are tried once: what works does not change while the server runs. */
  encoders: () =>
    queryOptions({
      queryKey: ['encoders'],
      queryFn: ({ signal }) => listEncoders(signal),
      staleTime: Infinity,
    }),
  renditions: (sessionId: string) =>
    queryOptions({
      queryKey: ['renditions', sessionId],
      queryFn: ({ signal }) => getRenditions(sessionId, signal),
    }),
  webhooks: () => queryOptions({ queryKey: ['webhooks'], queryFn: ({ signal }) => listWebhooks(signal) }),
  deliveries: (webhookId: string) =>
    queryOptions({
      queryKey: ['webhooks', webhookId, 'deliveries'],
      queryFn: ({ signal }) => listDeliveries(webhookId, signal),
    }),
  /** The stream key that this page made for a session: it is shown once and cannot be asked for. */
  madeKey: (sessionId: string) =>
    queryOptions<StreamKeyCreated>({ queryKey: ['made-key', sessionId], queryFn: skipToken }),
  keeping: (of: KeepingOf) =>
    queryOptions({
      queryKey: ['keeping', of],
      queryFn: ({ signal }) => getKeeping(of, signal),
      ...opened,
    }),
  selfPaced: (lessonId: string) =>
    queryOptions({
      queryKey: ['self-paced', lessonId],
      queryFn: ({ signal }) => getSelfPaced(lessonId, signal),
      ...opened,
    }),
  invitation: (lessonId: string) =>
    queryOptions({
      queryKey: ['self-paced', lessonId, 'invitation'],
      queryFn: ({ signal }) => getInvitation(lessonId, signal),
    }),
  lessons: () => queryOptions({ queryKey: ['lessons'], queryFn: ({ signal }) => listLessons(signal) }),
  lesson: (id: string) =>
    queryOptions({ queryKey: ['lesson', id], queryFn: ({ signal }) => getLesson(id, signal), ...opened }),
  script: (id: string) =>
    queryOptions({
      queryKey: ['script', id, 'draft'],
      queryFn: ({ signal }) => getScript(id, signal),
      ...opened,
    }),
  proposals: (id: string) =>
    queryOptions({
      queryKey: ['script', id, 'proposals'],
      queryFn: ({ signal }) => getProposals(id, signal),
    }),
  versions: (id: string) =>
    queryOptions({ queryKey: ['script', id, 'versions'], queryFn: ({ signal }) => listVersions(id, signal) }),
  dryRun: (id: string, version: Which) =>
    queryOptions({
      queryKey: ['script', id, 'dry-run', version],
      queryFn: ({ signal }) => getDryRun(id, version, signal),
    }),
  comparison: (id: string, from: Which, to: Which) =>
    queryOptions({
      queryKey: ['script', id, 'comparison', from, to],
      queryFn: ({ signal }) => compareVersions(id, from, to, signal),
    }),
  /** Read afresh whenever it is opened: a file of the same name may have replaced it. */
  scriptFile: (id: string, path: string) =>
    queryOptions({
      queryKey: ['script', id, 'file', path],
      queryFn: ({ signal }) => getScriptFile(id, path, signal),
      ...opened,
    }),
  /** A deck never changes under its address. */
  deck: (manifestUrl: string) =>
    queryOptions({
      queryKey: ['deck', manifestUrl],
      queryFn: ({ signal }) => getDeck(manifestUrl, signal),
      staleTime: Infinity,
    }),
};
