import { initialLessonState, type LessonAction, type LessonEvent } from '@lockstep/contracts';
import { CELL_MS, VIDEO_FRAME_MS } from '@lockstep/media';
import { type LessonTimeline, type TimelinePiece, timelineOf } from '@lockstep/virtual-teacher';
import type { TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import { taughtVersion } from '../../sessions/taught-version.js';
import { eventOf, lessonStarted } from '../../signalling/lesson-actions.js';
import { MarkActions } from '../compiling/mark-actions.js';

/** An event of the lesson and when it happens, ms from the lesson's beginning. */
export type TimedEvent = { readonly atMs: number; readonly event: LessonEvent };

/** A stretch of the lesson in which one clip plays, or the teacher waits. Whole cells, one after the other. */
export type PreviewPiece = {
  readonly startMs: number;
  readonly cells: number;
  /** Id of the clip; null: the idle clip, again and again. */
  readonly clip: string | null;
  /** Id of the idle clip that belongs to it. */
  readonly idle: string;
  /** In order; all within the piece. */
  readonly events: readonly TimedEvent[];
};

/** The whole lesson as one student sees it who lets every question run out. */
export type PreviewPlan = {
  readonly pieces: readonly PreviewPiece[];
  readonly durationMs: number;
  readonly timeline: LessonTimeline;
};

type TimedAction = { readonly atMs: number; readonly action: LessonAction };

const nobody = () => Promise.reject(new Error('a preview has no answers to count'));

/** The events that a class would get, at the same frames. */
export async function previewPlanOf(version: TeachableVersion): Promise<PreviewPlan> {
  const lesson = taughtVersion(version, false);
  const timeline = timelineOf(version.script, version.compiled);
  const marks = new MarkActions(version.slides, version.script);
  const pieces: PreviewPiece[] = [];
  for (const [i, piece] of timeline.pieces.entries()) {
    const events: TimedEvent[] = i === 0 ? [{ atMs: 0, event: lessonStarted(lesson) }] : [];
    for (const { atMs, action } of actionsOf(piece, marks, version.script.language)) {
      const { event } = await eventOf(action, lesson, initialLessonState, nobody);
      events.push({ atMs, event });
    }
    if (i + 1 === timeline.pieces.length) {
      events.push({
        atMs: endOf(piece) - VIDEO_FRAME_MS,
        event: { type: 'lesson.ended', lessonId: lesson.id },
      });
    }
    const { startMs, cells, clip, idle } = piece;
    pieces.push({ startMs, cells, clip: clip?.id ?? null, idle, events });
  }
  return { pieces, durationMs: timeline.durationMs, timeline };
}

const endOf = ({ startMs, cells }: TimelinePiece): number => startMs + cells * CELL_MS;

/** What happens in a piece, by time. */
function actionsOf(piece: TimelinePiece, marks: MarkActions, lang: string): TimedAction[] {
  const { startMs, kind, stepId: questionId, clip } = piece;
  if (kind === 'window') {
    return [
      { atMs: startMs, action: { type: 'question.opened', questionId } },
      { atMs: endOf(piece) - VIDEO_FRAME_MS, action: { type: 'question.closed', questionId } },
    ];
  }
  if (clip === null) return [];
  const marked = clip.marks.flatMap(({ picture: frame, mark }): TimedAction[] => {
    const action = marks.actionOf(mark);
    return action ? [{ atMs: startMs + frame * VIDEO_FRAME_MS, action }] : [];
  });
  const captions = clip.captions.map(({ fromMs, toMs, text }): TimedAction => ({
    atMs: startMs + Math.floor(fromMs / VIDEO_FRAME_MS) * VIDEO_FRAME_MS,
    action: { type: 'caption', text: text.slice(0, 500), lang, durationMs: Math.max(1, toMs - fromMs) },
  }));
  return [...marked, ...captions].sort((a, b) => a.atMs - b.atMs);
}
