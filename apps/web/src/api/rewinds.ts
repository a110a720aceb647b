import type { RewindReport, Rewinds } from '@lockstep/contracts';
import { call } from './http.js';

const report = (ptsMs: number): RewindReport => ({ ptsMs: [Math.max(0, ptsMs)] });

/** A student went back in the recording of their class. */
export const tellRewind = (sessionId: string, ptsMs: number) =>
  call<undefined>(`/api/sessions/${encodeURIComponent(sessionId)}/rewinds`, {
    ...{ method: 'POST', as: { studentOf: sessionId }, body: report(ptsMs), keepalive: true },
  });

/** Somebody who has a link went back in the recording to which it leads. */
export const tellSharedRewind = (linkId: string, ptsMs: number) =>
  call<undefined>(`/api/moments/${encodeURIComponent(linkId)}/rewinds`, {
    ...{ method: 'POST', body: report(ptsMs), keepalive: true },
  });

export const getRewinds = (sessionId: string, signal?: AbortSignal) =>
  call<Rewinds[]>(`/api/sessions/${encodeURIComponent(sessionId)}/rewinds`, { as: 'staff', signal });
