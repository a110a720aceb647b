import type { AnswerGroup, CorrectionCreate, CorrectionReceipt, QuestionProposal } from '@lockstep/contracts';
import { call } from './http.js';

const path = (sessionId: string, rest: string) => `/api/sessions/${encodeURIComponent(sessionId)}${rest}`;

export const postCorrection = (sessionId: string, body: CorrectionCreate) =>
  call<CorrectionReceipt>(path(sessionId, '/corrections'), { method: 'POST', as: 'staff', body });

export const undoCorrection = (sessionId: string, correctionId: string) =>
  call<CorrectionReceipt>(path(sessionId, `/corrections/${encodeURIComponent(correctionId)}/undo`), {
    method: 'POST',
    as: 'staff',
  });

/** The same for answers of any session. */
export const postCorrections = (body: CorrectionCreate) =>
  call<CorrectionReceipt>('/api/corrections', { method: 'POST', as: 'staff', body });

export const undoCorrections = (correctionId: string) =>
  call<CorrectionReceipt>(`/api/corrections/${encodeURIComponent(correctionId)}/undo`, {
    method: 'POST',
    as: 'staff',
  });

/** Similar answers together; the group with the most answers that are not reviewed first. */
export const getAnswerGroups = (sessionId: string, signal?: AbortSignal) =>
  call<AnswerGroup[]>(path(sessionId, '/answer-groups'), { as: 'staff', signal });

/** What teachers' corrections suggest for the questions of a draft. */
export const getProposals = (lessonId: string, signal?: AbortSignal) =>
  call<QuestionProposal[]>(`/api/lessons/${encodeURIComponent(lessonId)}/proposals`, {
    as: 'staff',
    signal,
  });
