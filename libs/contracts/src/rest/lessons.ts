import * as z from 'zod';
import { Cue, Question } from '../lesson-action.js';
import { FieldProblem } from './problem.js';
import { Id } from './id.js';
import { LessonLevel } from './lesson-sharing.js';
import { DeckSlide } from './decks.js';

/** POST /api/lessons, PUT /api/lessons/:id: all of a lesson but its pictures, which are uploaded. */
export const LessonDraft = z
  .strictObject({
    title: z.string().trim().min(1).max(200),
    language: z
      .string()
      .regex(/^[A-Za-z0-9-]{2,35}$/)
      .default('en')
      .describe('BCP 47; the language of captions that name none.'),
    questions: z.array(Question).max(200).default([]),
    cues: z.array(Cue).max(5000).default([]).describe('In any order; kept sorted by time.'),
  })
  .superRefine((lesson, context) => {
    const ids = lesson.questions.map((question) => question.id);
    ids.forEach((id, i) => {
      if (ids.indexOf(id) < i) {
        const path = ['questions', i, 'id'];
        context.addIssue({
          code: 'custom',
          path,
          message: `${id} is the id of an earlier question`,
          input: id,
        });
      }
    });
    lesson.cues.forEach((cue, i) => {
      if (!('questionId' in cue) || cue.questionId === undefined || ids.includes(cue.questionId)) return;
      const path = ['cues', i, 'questionId'];
      const message = `the lesson has no question ${cue.questionId}`;
      context.addIssue({ code: 'custom', path, message, input: cue });
    });
  })
  .meta({ id: 'LessonDraft' });
export type LessonDraft = z.infer<typeof LessonDraft>;
/** A draft as a client may write it, defaults left out. */
export type LessonDraftInput = z.input<typeof LessonDraft>;

/** `slides`: uploaded pictures with timed cues, for a film or a live picture. `script`: text that a virtual teacher teaches. */
export const LessonKind = z.enum(['slides', 'script']).meta({ id: 'LessonKind' });
export type LessonKind = z.infer<typeof LessonKind>;

export const Lesson = z
  .object({
    id: Id,
    kind: LessonKind,
    title: z.string(),
    language: z.string(),
    questions: z.array(Question),
    cues: z.array(Cue),
    deckId: Id.nullable().describe('null while the lesson has no slides.'),
    slides: z.array(DeckSlide),
    problems: z
      .array(FieldProblem)
      .describe('What keeps it from being taught, e.g. a cue that shows a slide which is not there.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Lesson' });
export type Lesson = z.infer<typeof Lesson>;

export const LessonSummary = z
  .object({
    id: Id,
    kind: LessonKind,
    title: z.string(),
    slideCount: z.int(),
    version: z.int().nullable().describe('The latest published version of a script.'),
    owner: z
      .object({ id: Id, name: z.string().nullable() })
      .nullable()
      .describe('Whose it is; null where nobody is known.'),
    level: LessonLevel.describe('What the caller may do with it.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'LessonSummary' });
export type LessonSummary = z.infer<typeof LessonSummary>;

/** PUT /api/lessons/:id/slides: the slides that stay, in their new order. */
export const SlideOrder = z
  .strictObject({
    slides: z
      .array(
        z.strictObject({
          from: z.int().min(0).describe('Its index now.'),
          title: z.string().trim().max(200).nullable().exactOptional().describe('Absent: unchanged.'),
        }),
      )
      .max(1000),
  })
  .meta({ id: 'SlideOrder' });
export type SlideOrder = z.infer<typeof SlideOrder>;

/** A lesson in a folder: the draft, and its pictures and video as file names relative to the file. */
export const LessonFile = LessonDraft.safeExtend({
  slides: z.array(
    z.strictObject({
      file: z.string().min(1).describe('PNG, JPEG or WebP.'),
      title: z.string().trim().max(200).exactOptional(),
    }),
  ),
  media: z.string().min(1).describe('The video that is played, MP4 or FLV.'),
}).meta({ id: 'LessonFile' });
export type LessonFile = z.infer<typeof LessonFile>;
