import type { FeedbackBody, LessonState } from '@lockstep/contracts';
import { useRef } from 'react';
import type { LessonView } from '../stage/lesson-view.js';

/**
 * Which private words this screen has been told to show since the class last moved on. The stream names the latest few
 * alone, for a whole class that answers at once; what was shown here stays until the stream names none.
 */
export function remember(held: readonly string[], due: readonly string[]): readonly string[] {
  if (due.length === 0) return held.length === 0 ? held : [];
  const more = due.filter((id) => !held.includes(id));
  return more.length === 0 ? held : [...held, ...more];
}

/** A correction that was taken back, of an answer that nobody else has judged. */
export const isWordless = ({ text, correction }: FeedbackBody): boolean => text === '' && correction === null;

/** More than these push the question off the screen of a phone. */
const mostCorrections = 2;

/** What a teacher has corrected since a question was opened, the newest few: it is shown whatever it is about. */
export const latestCorrections = (bodies: readonly FeedbackBody[], sincePtsMs: number): FeedbackBody[] =>
  bodies
    .filter(({ correction }) => (correction?.ptsMs ?? -1) >= sincePtsMs)
    .sort((a, b) => (a.correction?.ptsMs ?? 0) - (b.correction?.ptsMs ?? 0))
    .slice(-mostCorrections);

/**
 * This student's own words that are due at the frame on screen, oldest first. A page that comes late also shows what
 * was said about the question that is on it, before it came.
 */
export function useOwnFeedback(
  view: LessonView,
  state: LessonState,
  bodies: readonly FeedbackBody[],
): readonly FeedbackBody[] {
  const shown = useRef<readonly string[]>([]);
  shown.current = remember(shown.current, state.feedbackDue);
  const nowPtsMs = view.ptsMs ?? 0;
  const openedSeq = state.question?.openedSeq;
  const lastOpened = useRef(0);
  lastOpened.current = Math.max(lastOpened.current, state.question?.openedPtsMs ?? 0);
  const news = new Set(latestCorrections(bodies, lastOpened.current));
  return bodies.filter((body) => {
    const { feedbackId, judged, airedPtsMs } = body;
    if (isWordless(body)) return false;
    return (
      news.has(body) ||
      shown.current.includes(feedbackId) ||
      (airedPtsMs !== null && airedPtsMs <= nowPtsMs && judged?.openedSeq === openedSeq)
    );
  });
}
