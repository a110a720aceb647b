import * as z from 'zod/mini';
import {
  Choice,
  ClassResult,
  DeckReference,
  OpaqueId,
  QuestionKind,
  questionTraits,
  Region,
  TeacherMode,
} from './lesson-event.js';

/**
 * All that a page shows of a lesson at one frame: the body of a snapshot. With it, no earlier event is needed.
 * Fields that hold nothing are `null` (or an empty list) here and absent on the wire.
 */

const ptsMs = z.number().check(z.gte(0));

export const ShownSlide = z.object({ deckId: OpaqueId, index: z.int(), step: z.int() });
export type ShownSlide = z.infer<typeof ShownSlide>;

export const AskedQuestion = z.object({
  id: OpaqueId,
  kind: QuestionKind,
  prompt: z.string(),
  choices: z.array(Choice),
  /** null: until it is closed. */
  windowMs: z.nullable(z.number()),
  ...questionTraits,
  /** The event that opened it: tells two openings of one question apart. */
  openedSeq: z.int(),
  openedPtsMs: ptsMs,
  /** A closed question stays on the page, with its result, until the class moves on. */
  open: z.boolean(),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

export const ShownResult = z.omit(ClassResult, { type: true });
export type ShownResult = z.infer<typeof ShownResult>;

export const ShownFeedback = z.object({
  text: z.string(),
  questionId: z.nullable(OpaqueId),
  untilPtsMs: z.nullable(ptsMs),
});
export type ShownFeedback = z.infer<typeof ShownFeedback>;

export const ShownCaption = z.object({
  text: z.string(),
  lang: z.nullable(z.string()),
  untilPtsMs: z.nullable(ptsMs),
});
export type ShownCaption = z.infer<typeof ShownCaption>;

/** `waiting` before the lesson starts, `running`, and `ended` after it. */
export const LessonPhase = z.enum(['waiting', 'running', 'ended']);
export type LessonPhase = z.infer<typeof LessonPhase>;

export const LessonState = z.object({
  phase: LessonPhase,
  mode: TeacherMode,
  lesson: z.nullable(z.object({ id: OpaqueId, title: z.string() })),
  /** The lesson's own deck; a slide of another one may be shown meanwhile. */
  deck: z.nullable(DeckReference),
  slide: z.nullable(ShownSlide),
  highlight: z.nullable(Region),
  question: z.nullable(AskedQuestion),
  result: z.nullable(ShownResult),
  feedback: z.nullable(ShownFeedback),
  /** Private feedbacks due since the class last moved on, oldest first, at most {@link MAX_FEEDBACK_DUE}. */
  feedbackDue: z.array(OpaqueId),
  caption: z.nullable(ShownCaption),
});
export type LessonState = z.infer<typeof LessonState>;

/** Keeps the snapshot small; one id serves a whole class, so more than a few at once are not expected. */
export const MAX_FEEDBACK_DUE = 8;

export const initialLessonState: LessonState = Object.freeze<LessonState>({
  phase: 'waiting',
  mode: 'ai',
  lesson: null,
  deck: null,
  slide: null,
  highlight: null,
  question: null,
  result: null,
  feedback: null,
  feedbackDue: [],
  caption: null,
});
