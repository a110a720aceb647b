import type {
  Answer,
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
  Session,
  SessionCreateInput,
  StreamStatus,
  Transcript,
} from '@lockstep/contracts';
import { call, callAll, request } from './http.js';

const path = (sessionId: string, rest = '') => `/api/sessions/${encodeURIComponent(sessionId)}${rest}`;

export const getMe = (token: string, signal?: AbortSignal) => call<Me>('/api/me', { token, signal });

/** What anybody with the link may know. */
export const getLobby = (sessionId: string, signal?: AbortSignal) =>
  call<Lobby>(path(sessionId, '/lobby'), { signal });

export const joinSession = (sessionId: string, name: string) =>
  call<Joined>(path(sessionId, '/join'), { method: 'POST', body: { name } });

export const getMyFeedback = (sessionId: string, token: string, signal?: AbortSignal) =>
  call<FeedbackBody[]>(path(sessionId, '/feedback/mine'), { token, signal });

/** Private feedback, spoken: made when it is asked for. */
export async function getFeedbackVoice(
  sessionId: string,
  feedbackId: string,
  token: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const voice = path(sessionId, `/feedback/mine/${encodeURIComponent(feedbackId)}/voice`);
  const response = await request(voice, { token, signal, headers: { accept: 'audio/*' } });
  return response.blob();
}

/** What was heard in a recording. Throws RefusedError where nobody listens: then an answer is typed. */
export const postRecording = (sessionId: string, token: string, recording: Blob, signal?: AbortSignal) =>
  call<Transcript>(path(sessionId, '/transcripts'), { method: 'POST', token, body: recording, signal });

/** The same as the socket's `answer:submit`, for when there is no socket. */
export const postAnswer = (sessionId: string, token: string, answer: AnswerSubmitInput) =>
  call<AnswerReceipt>(path(sessionId, '/answers'), { method: 'POST', token, body: answer });

export const listSessions = (token: string, signal?: AbortSignal) =>
  callAll<Session>('/api/sessions', { token, signal });

export const getSession = (sessionId: string, token: string, signal?: AbortSignal) =>
  call<Session>(path(sessionId), { token, signal });

export const createSession = (token: string, body: SessionCreateInput) =>
  call<Session>('/api/sessions', { method: 'POST', token, body });

export const startSession = (sessionId: string, token: string) =>
  call<Session>(path(sessionId, '/start'), { method: 'POST', token });

export const endSession = (sessionId: string, token: string) =>
  call<Session>(path(sessionId, '/end'), { method: 'POST', token });

export const getRoster = (sessionId: string, token: string, signal?: AbortSignal) =>
  callAll<RosterEntry>(path(sessionId, '/roster'), { token, signal });

export const getAnswers = (sessionId: string, token: string, signal?: AbortSignal) =>
  callAll<Answer>(path(sessionId, '/answers'), { token, signal });

export const getStreamStatus = (sessionId: string, token: string, signal?: AbortSignal) =>
  call<StreamStatus>(path(sessionId, '/stream'), { token, signal });

/** Triggers an event by hand; answered once it is in a frame, or is waiting for one. */
export const postEvent = (sessionId: string, token: string, event: EventCreateInput['event']) =>
  call<EventReceipt>(path(sessionId, '/events'), { method: 'POST', token, body: { event } });

export const postFeedback = (sessionId: string, token: string, body: FeedbackCreate) =>
  call<FeedbackReceipt>(path(sessionId, '/feedback'), { method: 'POST', token, body });

export const listMediaFiles = (token: string, signal?: AbortSignal) =>
  call<MediaFile[]>('/api/media-files', { token, signal });
