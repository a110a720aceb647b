import type {
  Answer,
  Demo,
  EventCreateInput,
  EventReceipt,
  FeedbackBody,
  FeedbackCreate,
  FeedbackReceipt,
  AnswerReceipt,
  AnswerSubmitInput,
  Joined,
  Lobby,
  MediaFile,
  Me,
  RosterEntry,
  OwnResults,
  PracticeAnswer,
  PracticeVerdict,
  Score,
  Session,
  SessionCreateInput,
  StreamStatus,
  Transcript,
} from '@lockstep/contracts';
import { call, callAll, RefusedError, request } from './http.js';
import { rememberedSeat } from './seats.js';

const path = (sessionId: string, rest = '') => `/api/sessions/${encodeURIComponent(sessionId)}${rest}`;

/** The class that anybody may look at. */
export const getDemo = (signal?: AbortSignal) => call<Demo>('/api/demo', { signal });

export const getMe = (signal?: AbortSignal) => call<Me>('/api/me', { as: 'staff', signal });

/** What anybody with the link may know. A private session is shown to its students, and by invitation. */
export async function getLobby(sessionId: string, signal?: AbortSignal): Promise<Lobby> {
  try {
    return await call<Lobby>(path(sessionId, '/lobby'), { signal });
  } catch (error) {
    if (!(error instanceof RefusedError) || error.problem.code !== 'session-private') throw error;
    const invite = invitation();
    if (rememberedSeat(sessionId, Date.now()) === null && invite === null) throw error;
    const as = { studentOf: sessionId };
    return call<Lobby>(
      path(sessionId, `/lobby${invite === null ? '' : `?${new URLSearchParams({ invite })}`}`),
      {
        as,
        signal,
      },
    );
  }
}

export function joinSession(sessionId: string, name: string): Promise<Joined> {
  const invite = invitation();
  const body = { name, ...(invite !== null && { invite }) };
  return call<Joined>(path(sessionId, '/join'), { method: 'POST', body });
}

/** What the link of a private session has behind it. */
const invitation = (): string | null => new URLSearchParams(location.search).get('invite');

export const getMyFeedback = (sessionId: string, signal?: AbortSignal) =>
  call<FeedbackBody[]>(path(sessionId, '/feedback/mine'), { as: { studentOf: sessionId }, signal });

/** What the student of this seat did in a class that is over. */
export const getMyResults = (sessionId: string, signal?: AbortSignal) =>
  call<OwnResults>(path(sessionId, '/results/mine'), { as: { studentOf: sessionId }, signal });

/** An answer that counts nowhere. */
export const postPractice = (sessionId: string, body: PracticeAnswer) =>
  call<PracticeVerdict>(path(sessionId, '/practice'), {
    ...{ method: 'POST', as: { studentOf: sessionId }, body },
  });

export const getMyScore = (sessionId: string, signal?: AbortSignal) =>
  call<Score>(path(sessionId, '/score/mine'), { as: { studentOf: sessionId }, signal });

/** Private feedback, spoken: made when it is asked for. */
export async function getFeedbackVoice(
  sessionId: string,
  feedbackId: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const voice = path(sessionId, `/feedback/mine/${encodeURIComponent(feedbackId)}/voice`);
  const response = await request(voice, {
    as: { studentOf: sessionId },
    signal,
    headers: { accept: 'audio/*' },
  });
  return response.blob();
}

/** What was heard in a recording. @throws RefusedError where nobody listens: then an answer is typed */
export const postRecording = (sessionId: string, recording: Blob, signal?: AbortSignal) =>
  call<Transcript>(path(sessionId, '/transcripts'), {
    method: 'POST',
    as: { studentOf: sessionId },
    body: recording,
    signal,
  });

/** The same as the socket's `answer:submit`, for when there is no socket. */
export const postAnswer = (sessionId: string, answer: AnswerSubmitInput) =>
  call<AnswerReceipt>(path(sessionId, '/answers'), {
    method: 'POST',
    as: { studentOf: sessionId },
    body: answer,
  });

export const listSessions = (signal?: AbortSignal) =>
  callAll<Session>('/api/sessions', { as: 'staff', signal });

export const getSession = (sessionId: string, signal?: AbortSignal) =>
  call<Session>(path(sessionId), { as: 'staff', signal });

export const createSession = (body: SessionCreateInput) =>
  call<Session>('/api/sessions', { method: 'POST', as: 'staff', body });

export const startSession = (sessionId: string) =>
  call<Session>(path(sessionId, '/start'), { method: 'POST', as: 'staff' });

export const endSession = (sessionId: string) =>
  call<Session>(path(sessionId, '/end'), { method: 'POST', as: 'staff' });

export const getRoster = (sessionId: string, signal?: AbortSignal) =>
  callAll<RosterEntry>(path(sessionId, '/roster'), { as: 'staff', signal });

export const getAnswers = (sessionId: string, signal?: AbortSignal) =>
  callAll<Answer>(path(sessionId, '/answers'), { as: 'staff', signal });

export const getStreamStatus = (sessionId: string, signal?: AbortSignal) =>
  call<StreamStatus>(path(sessionId, '/stream'), { as: 'staff', signal });

/** Triggers an event by hand; answered once it is in a frame, or is waiting for one. */
export const postEvent = (sessionId: string, event: EventCreateInput['event']) =>
  call<EventReceipt>(path(sessionId, '/events'), { method: 'POST', as: 'staff', body: { event } });

export const postFeedback = (sessionId: string, body: FeedbackCreate) =>
  call<FeedbackReceipt>(path(sessionId, '/feedback'), { method: 'POST', as: 'staff', body });

export const listMediaFiles = (signal?: AbortSignal) =>
  call<MediaFile[]>('/api/media-files', { as: 'staff', signal });
