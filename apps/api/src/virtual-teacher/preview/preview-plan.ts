import { type LessonEvent } from '@lockstep/contracts';

/** An event of the lesson and when it happens, ms from the lesson's beginning. */
export type TimedEvent = { readonly atMs: number; readonly event: LessonEvent };

/** A stretch of the lesson in which one clip plays, or the teacher waits. Whole cells, one after the other. */
export type PreviewPiece = {
  readonly startMs: number;
  readonly cells: number;
  /** Path of the clip; null: the idle clip, again and again. */
  readonly clip: string | null;
  /** In order; all within the piece. */
  readonly events: readonly TimedEvent[];
};

/** The whole lesson as one student would see it who lets every question run out. */
export type PreviewPlan = {
  /** Path of the idle clip. */
  readonly idle: string;
  readonly pieces: readonly PreviewPiece[];
  readonly durationMs: number;
};
