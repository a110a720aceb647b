import type {
  Asking,
  Inquiry,
  InquiryCreateInput,
  InquiryReplyCreateInput,
  OwnInquiry,
  Session,
  Transcript,
} from '@lockstep/contracts';
import { call, callAll } from './http.js';

const path = (sessionId: string, rest = '') =>
  `/api/sessions/${encodeURIComponent(sessionId)}/inquiries${rest}`;

/** Asks the teacher; the answer has the reply of a virtual one. */
export const postInquiry = (sessionId: string, body: InquiryCreateInput) =>
  call<OwnInquiry>(path(sessionId), { method: 'POST', as: { studentOf: sessionId }, body });

export const getMyInquiries = (sessionId: string, signal?: AbortSignal) =>
  call<OwnInquiry[]>(path(sessionId, '/mine'), { as: { studentOf: sessionId }, signal });

/** What was heard in a recorded question. @throws RefusedError where nobody listens: then it is typed */
export const postSpokenInquiry = (sessionId: string, recording: Blob, signal?: AbortSignal) =>
  call<Transcript>(`/api/sessions/${encodeURIComponent(sessionId)}/transcripts?purpose=inquiry`, {
    method: 'POST',
    as: { studentOf: sessionId },
    body: recording,
    signal,
  });

export const getInquiries = (sessionId: string, signal?: AbortSignal) =>
  callAll<Inquiry>(path(sessionId), { as: 'staff', signal });

export const postInquiryReply = (sessionId: string, body: InquiryReplyCreateInput) =>
  call<Inquiry[]>(path(sessionId, '/replies'), { method: 'POST', as: 'staff', body });

export const putAsking = (sessionId: string, asking: Asking) =>
  call<Session>(`/api/sessions/${encodeURIComponent(sessionId)}/asking`, {
    method: 'PUT',
    as: 'staff',
    body: { asking },
  });
