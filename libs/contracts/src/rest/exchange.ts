import * as z from 'zod';
import { Id } from './id.js';
import { ScriptProblem } from './script-problem.js';

/** Formats of questions that other programs read and write. */
export const QuestionFormat = z.enum(['gift', 'moodle', 'csv']).meta({ id: 'QuestionFormat' });
export type QuestionFormat = z.infer<typeof QuestionFormat>;

/**
 * Each `code` of something that was read from another program and that a lesson does not hold, with the names of its
 * `params`, for pages that say it in another language.
 */
export const leftOutParams = {
  // the file
  'file-too-long': ['most'],
  'too-many-steps': ['most'],
  'not-utf8': [],
  'not-moodle': [],
  'damaged-xml': [],
  'too-deep': [],
  'no-prompt-column': [],
  'unknown-column': ['column'],
  'bad-quotes': [],
  'bad-row': [],
  // a question
  'not-closed': [],
  category: [],
  'unknown-kind': ['kind'],
  'does-not-fit': ['key', 'message'],
  'bad-cell': ['column'],
  'no-answer': [],
  // a part of a question
  formatting: [],
  picture: ['name'],
  media: ['name'],
  link: ['address'],
  'general-feedback': [],
  'further-numbers': [],
  'further-units': [],
  'pair-feedback': [],
  'wrong-share': [],
  'wrong-cost': [],
  'right-choice-feedback': [],
  'wildcard-answer': ['answer'],
  'offered-words': [],
  'gap-detail': [],
  'further-hints': [],
  'notes-for-graders': [],
  'answer-template': [],
  tags: [],
} as const;

export type LeftOutCode = keyof typeof leftOutParams;
export const leftOutCodes = Object.keys(leftOutParams) as [LeftOutCode, ...LeftOutCode[]];
export type LeftOutParams = Readonly<Record<string, string | number>>;

/** Something that was read and that a lesson does not hold. */
export const LeftOut = z
  .object({
    line: z.int().min(1).describe('Of the file, counted from 1; of CSV the row.'),
    code: z.enum(leftOutCodes),
    params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
    what: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'LeftOut' });
export type LeftOut = z.infer<typeof LeftOut>;

/** A question, or a part of one, that a format does not hold. */
export const LeftBehind = z
  .object({
    stepId: Id,
    part: z
      .string()
      .nullable()
      .describe('Key of the question in the lesson script; null: the whole question is missing.'),
    line: z.int().min(1).describe('Of the script, counted from 1.'),
    reason: z.string(),
  })
  .meta({ id: 'LeftBehind' });
export type LeftBehind = z.infer<typeof LeftBehind>;

/** GET /api/lessons/:id/questions: the questions of a draft as another program reads them. */
export const QuestionExport = z
  .object({
    format: QuestionFormat,
    fileName: z.string(),
    mediaType: z.string(),
    text: z.string().describe('What the file holds.'),
    questions: z.int().min(0).describe('How many questions it holds.'),
    leftBehind: z.array(LeftBehind),
  })
  .meta({ id: 'QuestionExport' });
export type QuestionExport = z.infer<typeof QuestionExport>;

/** POST /api/lessons/imports: what a file holds, and the lesson that was made of it. */
export const LessonImport = z
  .object({
    format: z.enum([...QuestionFormat.options, 'lockstep']),
    title: z.string(),
    language: z.string(),
    questions: z.int().min(0),
    steps: z.int().min(0),
    text: z.string().describe('The script of the lesson.'),
    files: z.array(z.object({ path: z.string(), sizeBytes: z.int().min(0) })),
    leftOut: z.array(LeftOut),
    problems: z.array(ScriptProblem).describe('What the author has to mend or should know.'),
    lessonId: Id.nullable().describe('null: it was only read.'),
  })
  .meta({ id: 'LessonImport' });
export type LessonImport = z.infer<typeof LessonImport>;
