/** Where a recording is: in milliseconds after its first frame, or at a time of the stream. */
export type Moment = { readonly ms: number } | { readonly ptsMs: number };

/**
 * `#t=61.24` names a moment in seconds after the first frame of a recording, `#pts=61240` one in milliseconds of the stream.
 * @returns undefined for any other text
 */
export function momentOf(hash: string): Moment | undefined {
  const [, seconds] = /^#(?:.*&)?t=(\d{1,6}(?:\.\d{1,3})?)(?:&|$)/.exec(hash) ?? [];
  if (seconds !== undefined) return { ms: Math.round(Number(seconds) * 1000) };
  const [, ptsMs] = /^#(?:.*&)?pts=(\d{1,12})(?:&|$)/.exec(hash) ?? [];
  return ptsMs === undefined ? undefined : { ptsMs: Number(ptsMs) };
}

/** Inverse of {@link momentOf}. */
export const hashOf = (moment: Moment): string =>
  'ptsMs' in moment
    ? `#pts=${Math.max(0, Math.round(moment.ptsMs))}`
    : `#t=${(Math.max(0, Math.round(moment.ms)) / 1000).toFixed(3).replace(/\.?0+$/, '')}`;

/** Page that replays a recording of a session of this server. @param moment where it begins; undefined: with its first frame */
export const replayPath = (recording: string, sessionId: string, moment?: Moment): string =>
  `/replay?${new URLSearchParams({ src: recording, session: sessionId })}${moment ? hashOf(moment) : ''}`;

/** Time of the stream, ms. @param startPtsMs of the first frame of the recording */
export const ptsOf = (moment: Moment, startPtsMs: number): number =>
  'ptsMs' in moment ? moment.ptsMs : startPtsMs + moment.ms;
