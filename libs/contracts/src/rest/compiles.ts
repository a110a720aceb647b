import * as z from 'zod';
import { Id } from './id.js';
import { ScriptProblem } from './script-problem.js';

export const CompileStatus = z
  .enum(['queued', 'running', 'done', 'failed', 'cancelled'])
  .meta({ id: 'CompileStatus' });
export type CompileStatus = z.infer<typeof CompileStatus>;

/** GET /api/lessons/:id/compile and, as they happen, the events of GET /api/compiles/:id/events. */
export const CompileJob = z
  .object({
    id: Id,
    lessonId: Id,
    version: z.int().nullable().describe('null: of the draft.'),
    status: CompileStatus,
    slides: z
      .object({
        drawn: z.int(),
        total: z.int().nullable().describe('null until the deck has been read, and without slides.'),
      })
      .describe('Slides are drawn before clips are made.'),
    clips: z
      .object({
        done: z.int(),
        total: z.int().nullable().describe('null until the script has been read.'),
        reused: z.int().describe('Of those done: how many were there already.'),
      })
      .describe('A clip is a sentence.'),
    problems: z.array(ScriptProblem).describe('Why it failed, at the line of the script.'),
    durationMs: z
      .number()
      .nullable()
      .describe('Length of the compiled lesson, without what students take to answer.'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CompileJob' });
export type CompileJob = z.infer<typeof CompileJob>;
