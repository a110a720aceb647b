import * as z from 'zod';
import { Choice, QuestionKind, Region, TeacherMode } from './lesson-event.js';
import { Id } from './rest/id.js';
import { MAX_PART, MAX_PARTS } from './tasks/shown-kind.js';
import { ShownMedia } from './shown-media.js';
import { isOnPicture, problemWithParts, ShownTask } from './tasks/shown-task.js';

/**
 * What an author plans or a teacher asks for, in the lesson's own terms: a slide by its number, a question by
 * its id. The server fills in the rest (deck, prompt, counts) and makes the `LessonEvent` that is stamped.
 */

const index = z.int().min(0).max(9999);
const durationMs = z.number().positive().max(86_400_000);
const text = (max: number) => z.string().trim().min(1).max(max);

const flag = z.literal(true).exactOptional();
const traits = {
  spoken: flag.describe('The text may be spoken.'),
  tries: z.int().min(1).max(5).exactOptional().describe('How often a student may answer; absent: once.'),
  task: z
    .exactOptional(ShownTask)
    .describe('Of the kind parts: what is to be put in order, matched, filled in, or found on a picture.'),
  media: z.exactOptional(ShownMedia).describe('Shown or heard with the prompt.'),
  choiceMedia: z
    .record(Id, ShownMedia)
    .exactOptional()
    .describe('What is shown or heard with choices, by their ids.'),
  numeric: flag.describe('A number is wanted.'),
  poll: flag.describe('There is no right answer.'),
  shuffle: flag.describe('Each student sees the choices in an order of their own.'),
  confidence: flag.describe('Students are asked how sure they are.'),
  points: z.number().gt(0).max(100).exactOptional().describe('What a right answer is worth.'),
};

/** A question as its author writes it; `correct` never leaves the server before the result is shown. */
export const Question = z
  .strictObject({
    id: Id,
    kind: QuestionKind,
    prompt: text(1000),
    choices: z
      .array(z.strictObject(Choice.shape))
      .max(12)
      .default([])
      .describe('For the kinds single and multiple: at least two. Empty for the others.'),
    correct: z.array(Id).max(12).default([]).describe('Ids of the right choices.'),
    windowMs: durationMs
      .exactOptional()
      .describe('How long each viewer may answer, counted from the frame that shows it to them.'),
    ...traits,
    solution: z
      .array(text(MAX_PART))
      .max(MAX_PARTS)
      .exactOptional()
      .describe('Of the kind parts: the parts of a right answer.'),
  })
  .superRefine((question, context) => {
    const byChoice = question.kind === 'single' || question.kind === 'multiple';
    const ids = question.choices.map((choice) => choice.id);
    const report = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, input: question });
    if (byChoice && ids.length < 2) report('choices', `a question of kind ${question.kind} has at least two`);
    if ((question.kind === 'parts') !== (question.task !== undefined))
      report('task', 'a question of kind parts has a task, and no other has one');
    if (question.task && question.solution && problemWithParts(question.task, question.solution))
      report('solution', 'is no answer to the task');
    if (question.task?.kind === 'survey' && question.poll !== true)
      report('poll', 'nothing in a survey is right or wrong');
    if (!byChoice && ids.length > 0) report('choices', `a question of kind ${question.kind} has none`);
    if (Object.keys(question.choiceMedia ?? {}).some((id) => !ids.includes(id)))
      report('choiceMedia', 'names a choice that is not there');
    if (isOnPicture(question.task) && question.media?.kind !== 'picture')
      report('media', 'a task on a picture has a picture');
    if (new Set(ids).size < ids.length) report('choices', 'every choice has an id of its own');
    if (question.correct.some((id) => !ids.includes(id)))
      report('correct', 'names a choice that is not there');
    if (question.kind === 'single' && question.correct.length > 1) report('correct', 'at most one is right');
  })
  .meta({ id: 'Question' });
export type Question = z.infer<typeof Question>;

const ShowSlide = z.strictObject({
  type: z.literal('slide.shown'),
  index: index.describe('Slide of the lesson, counted from 0.'),
  step: index.exactOptional().describe('Build step within the slide, counted from 0.'),
});
const SetHighlight = z.strictObject({
  type: z.literal('highlight'),
  target: z
    .strictObject(Region.shape)
    .nullable()
    .describe('In fractions of the slide; null takes the highlight away.'),
});
const OpenQuestion = z.strictObject({
  type: z.literal('question.opened'),
  questionId: Id.describe('A question of the lesson.'),
});
const CloseQuestion = z.strictObject({
  type: z.literal('question.closed'),
  questionId: Id.exactOptional().describe('Absent: the question that is open.'),
});
const ShowResult = z.strictObject({
  type: z.literal('class.result'),
  questionId: Id.exactOptional().describe('Absent: the question that was opened last.'),
  reveal: z.boolean().default(false).describe('Show which choices are right.'),
});
const ShowFeedback = z.strictObject({
  type: z.literal('feedback.class'),
  text: text(2000),
  questionId: Id.exactOptional(),
  durationMs: durationMs.exactOptional(),
});
const ShowCaption = z.strictObject({
  type: z.literal('caption'),
  text: z.string().max(500).describe('Empty: the caption is taken away.'),
  lang: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,35}$/)
    .exactOptional()
    .describe('BCP 47.'),
  durationMs: durationMs.exactOptional(),
});
const ChangeMode = z.strictObject({ type: z.literal('teacher.mode'), mode: TeacherMode });
const SetMarker = z.strictObject({
  type: z.literal('marker'),
  name: text(100),
  data: z
    .record(z.string().max(100), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .exactOptional()
    .describe('Handed to the embedding page as it is; public to every viewer.'),
});
const StartLesson = z.strictObject({ type: z.literal('lesson.started') });
const EndLesson = z.strictObject({ type: z.literal('lesson.ended') });

const planned = [
  ShowSlide,
  SetHighlight,
  OpenQuestion,
  CloseQuestion,
  ShowResult,
  ShowFeedback,
  ShowCaption,
  ChangeMode,
  SetMarker,
  EndLesson,
] as const;

/** A question made up on the spot: it is asked like one of the lesson's. */
const AskQuestion = z
  .strictObject({ type: z.literal('question.asked'), question: Question })
  .describe('Opens a question that the lesson does not contain.');

/** What a teacher may trigger by hand. */
export const LessonAction = z
  .discriminatedUnion('type', [...planned, StartLesson, AskQuestion])
  .meta({ id: 'LessonAction' });
export type LessonAction = z.infer<typeof LessonAction>;

const at = {
  atMs: z.number().min(0).max(86_400_000).describe('Lesson time: milliseconds since its first frame.'),
};

/** One planned moment of a lesson; `lesson.started` needs no cue, it is always the first event. */
export const Cue = z
  .discriminatedUnion('type', [
    ShowSlide.extend(at),
    SetHighlight.extend(at),
    OpenQuestion.extend(at),
    CloseQuestion.extend(at),
    ShowResult.extend(at),
    ShowFeedback.extend(at),
    ShowCaption.extend(at),
    ChangeMode.extend(at),
    SetMarker.extend(at),
    EndLesson.extend(at),
  ])
  .meta({ id: 'Cue' });
export type Cue = z.infer<typeof Cue>;
