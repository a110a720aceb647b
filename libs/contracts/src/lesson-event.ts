import * as z from 'zod/mini';
import { MAX_PART, MAX_PARTS } from './tasks/shown-kind.js';
import { ShownTask } from './tasks/shown-task.js';
import { ShownMedia } from './shown-media.js';
import { Choice, OpaqueId, Region, wireText } from './wire-fields.js';

export { Choice, OpaqueId, opaqueIdPattern, Region } from './wire-fields.js';

/**
 * Everything that can happen in a lesson, as it is carried inside the video. An event applies at the
 * presentation time of the access unit that carries it, so no event states its own time; durations are in
 * milliseconds of stream time. Nothing here may name a person or hold what one person answered: a stream is
 * public to everybody who watches it.
 */

const index = z.int().check(z.gte(0), z.lte(9999));
const durationMs = z.number().check(z.gt(0), z.lte(86_400_000));
const text = wireText;

/** The pictures a lesson shows; immutable, so its id always names the same content. */
export const DeckReference = z.object({
  id: OpaqueId,
  slideCount: z.int().check(z.gte(0), z.lte(10_000)),
  /** Where the deck's manifest is when it is not at {@link deckManifestPath} of the stream's own origin. */
  url: z.exactOptional(text(500)),
});
export type DeckReference = z.infer<typeof DeckReference>;

export const QuestionKind = z.enum(['single', 'multiple', 'short', 'open', 'parts']);
/**
 * `single` and `multiple` are answered by choice, `short` (a line) and `open` (a paragraph) by text, `parts` as its
 * `task` says.
 */
export type QuestionKind = z.infer<typeof QuestionKind>;

export const TeacherMode = z.enum(['ai', 'human', 'paused']);
export type TeacherMode = z.infer<typeof TeacherMode>;

export const LessonStarted = z.object({
  type: z.literal('lesson.started'),
  lessonId: OpaqueId,
  title: text(200),
  /** Its first slide is shown from this frame on. */
  deck: z.exactOptional(DeckReference),
});

export const LessonEnded = z.object({ type: z.literal('lesson.ended'), lessonId: OpaqueId });

export const SlideShown = z.object({
  type: z.literal('slide.shown'),
  deckId: OpaqueId,
  /** Counted from 0. */
  index,
  /** Build step within the slide, counted from 0; absent: 0. */
  step: z.exactOptional(index),
});

export const Highlight = z.object({
  type: z.literal('highlight'),
  /** null takes the highlight away. */
  target: z.nullable(Region),
});

const flag = z.exactOptional(z.literal(true));

/** What a question may have beside its prompt and its choices; each absent where it has not. */
export const questionTraits = {
  /** An answer that is spoken is welcome: its words, once the student has seen them written. */
  spoken: flag,
  /** How often each viewer may answer, where it is more than once. */
  tries: z.exactOptional(z.int().check(z.gte(2), z.lte(5))),
  /** Of the kind `parts`: what is to be put in order, matched or filled in. */
  task: z.exactOptional(ShownTask),
  /** Shown or heard with the prompt. */
  media: z.exactOptional(ShownMedia),
  /** Of a question with choices: what is shown or heard with some of them, by their ids. */
  choiceMedia: z.exactOptional(z.record(OpaqueId, ShownMedia)),
  /** A number is wanted: a page may offer its keys. */
  numeric: flag,
  /** There is no right answer: the class is asked for its opinion. */
  poll: flag,
  /** Each viewer sees the choices in an order of their own. */
  shuffle: flag,
  /** Viewers are asked how sure they are of their answer. */
  confidence: flag,
  /** What a right answer is worth. */
  points: z.exactOptional(z.number().check(z.gt(0), z.lte(100))),
};
export type QuestionTraits = {
  [K in keyof typeof questionTraits]?: NonNullable<z.infer<(typeof questionTraits)[K]>>;
};

/** The traits of a question, without what else it has. */
export const traitsOf = ({
  spoken,
  tries,
  task,
  media,
  choiceMedia,
  numeric,
  poll,
  shuffle,
  confidence,
  points,
}: QuestionTraits): QuestionTraits => ({
  ...(spoken && { spoken }),
  ...(tries !== undefined && { tries }),
  ...(task && { task }),
  ...(media && { media }),
  ...(choiceMedia && { choiceMedia }),
  ...(numeric && { numeric }),
  ...(poll && { poll }),
  ...(shuffle && { shuffle }),
  ...(confidence && { confidence }),
  ...(points !== undefined && { points }),
});

export const QuestionOpened = z.object({
  type: z.literal('question.opened'),
  questionId: OpaqueId,
  kind: QuestionKind,
  prompt: text(1000),
  choices: z.exactOptional(z.array(Choice).check(z.maxLength(12))),
  /** How long each viewer may answer, from the frame that shows them the question; absent: until it is closed. */
  windowMs: z.exactOptional(durationMs),
  ...questionTraits,
});

export const QuestionClosed = z.object({ type: z.literal('question.closed'), questionId: OpaqueId });

export const ClassResult = z.object({
  type: z.literal('class.result'),
  questionId: OpaqueId,
  /**
   * Choice id to number of answers, or part of a task to number of right answers, or item of a survey and its options to number
   * of answers (see `surveyKey`): a sum over the class, never one person's answer.
   */
  counts: z.record(OpaqueId, z.int().check(z.gte(0))),
  /** How many answered. */
  total: z.int().check(z.gte(0)),
  /** Ids of the right choices, when the teacher shows them. */
  correct: z.exactOptional(z.array(OpaqueId).check(z.maxLength(12))),
  /** The parts of a right answer to a task, when the teacher shows it. */
  solution: z.exactOptional(z.array(text(MAX_PART)).check(z.maxLength(MAX_PARTS))),
  /** Of a word cloud: what several students answered, the most frequent first. */
  words: z.exactOptional(
    z.array(z.object({ text: text(60), count: z.int().check(z.gte(2)) })).check(z.maxLength(40)),
  ),
});

export const ClassFeedback = z.object({
  type: z.literal('feedback.class'),
  text: text(2000),
  questionId: z.exactOptional(OpaqueId),
  /** Absent: until the class moves on (see `reduce`). */
  durationMs: z.exactOptional(durationMs),
});

export const PrivateFeedbackDue = z.object({
  type: z.literal('feedback.private'),
  /** A page that holds a body with this id shows it now; one id may stand for a different body per student. */
  feedbackId: OpaqueId,
});

export const Caption = z.object({
  type: z.literal('caption'),
  /** Empty: the caption is taken away. */
  text: z.string().check(z.maxLength(500)),
  /** BCP 47. */
  lang: z.exactOptional(z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))),
  durationMs: z.exactOptional(durationMs),
});

export const TeacherModeChanged = z.object({ type: z.literal('teacher.mode'), mode: TeacherMode });

/** For the embedding page: handed over on its frame, not part of the state. */
export const Marker = z.object({
  type: z.literal('marker'),
  name: text(100),
  data: z.exactOptional(
    z.record(z.string().check(z.maxLength(100)), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ),
});

export const ControlAction = z.enum([
  'pause',
  'resume',
  'skip',
  'repeat',
  'back',
  'say',
  'take-over',
  'hand-back',
]);
/** What a teacher may do to a lesson that the virtual teacher teaches. */
export type ControlAction = z.infer<typeof ControlAction>;

/** A teacher used the controls of the virtual teacher; what that changes follows in events of its own. Not part of the state. */
export const TeacherControl = z.object({ type: z.literal('teacher.control'), action: ControlAction });

export const LessonEvent = z.discriminatedUnion('type', [
  LessonStarted,
  LessonEnded,
  SlideShown,
  Highlight,
  QuestionOpened,
  QuestionClosed,
  ClassResult,
  ClassFeedback,
  PrivateFeedbackDue,
  Caption,
  TeacherModeChanged,
  TeacherControl,
  Marker,
]);
export type LessonEvent = z.infer<typeof LessonEvent>;
export type LessonEventType = LessonEvent['type'];

/** Every type this version understands. */
export const lessonEventTypes: ReadonlySet<string> = new Set<LessonEventType>([
  'lesson.started',
  'lesson.ended',
  'slide.shown',
  'highlight',
  'question.opened',
  'question.closed',
  'class.result',
  'feedback.class',
  'feedback.private',
  'caption',
  'teacher.mode',
  'teacher.control',
  'marker',
]);

/**
 * An event of a type this version does not know: kept and passed on as it came, and ignored by the state.
 * `type` is the word `unknown`, so that a `switch` over {@link AnyLessonEvent} stays exhaustive.
 */
export type UnknownEvent = {
  readonly type: 'unknown';
  readonly originalType: string;
  readonly body: Readonly<Record<string, unknown>>;
};
export type AnyLessonEvent = LessonEvent | UnknownEvent;

/** Path of a deck's manifest on the server that the stream comes from. */
export const deckManifestPath = (deckId: string): string => `/api/decks/${encodeURIComponent(deckId)}`;

/** Path of one slide's picture, `index` counted from 0; never changes its content. */
export const slideImagePath = (deckId: string, slideIndex: number): string =>
  `${deckManifestPath(deckId)}/slides/${String(slideIndex)}`;
