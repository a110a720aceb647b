import type { AnyLessonEvent } from '@lockstep/contracts';
import type { ReplayContents } from '@lockstep/player/replay';
import type { Span } from '../stage/seek-bar.js';

/** What keys and buttons go to: what changes the page for more than a sentence. */
export const isLandmark = ({ type }: AnyLessonEvent): boolean =>
  type !== 'caption' && type !== 'highlight' && type !== 'feedback.private';

/** The chapters of a recording, from its beginning to its end; those that begin with a question look like one. */
export function spansOf({ chapters, events, startPtsMs, endPtsMs, title }: ReplayContents): Span[] {
  const asked = new Set(
    events.filter(({ event }) => event.type === 'question.opened').map(({ ptsMs }) => ptsMs),
  );
  const begun = chapters.length > 0 ? chapters : [{ ptsMs: startPtsMs, title: title ?? '' }];
  return begun.map((chapter, index) => ({
    fromMs: Math.max(0, chapter.ptsMs - startPtsMs),
    toMs: (begun[index + 1]?.ptsMs ?? endPtsMs) - startPtsMs,
    look: asked.has(chapter.ptsMs) ? 'ask' : 'say',
    text: chapter.title,
  }));
}
