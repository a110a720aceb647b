import * as z from 'zod';
import { Question } from '../lesson-action.js';
import { Answer } from './answers.js';
import { Id } from './id.js';
import { PageQuery } from './paging.js';

/** Answers of one question that are listed at once; the others follow when these are reviewed. */
export const MAX_OPEN_ANSWERS = 200;

/** GET /api/review-work?lessonId= */
export const ReviewWorkQuery = PageQuery.extend({
  limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many questions at most.'),
  lessonId: Id.exactOptional().describe('Only answers in sessions of this lesson.'),
});
export type ReviewWorkQuery = z.infer<typeof ReviewWorkQuery>;

/** A question with the answers that nobody has judged yet, of all sessions that asked it. */
export const ReviewWork = z
  .object({
    id: z.string().describe('Of the question as it was asked; the same in all sessions.'),
    lesson: z.object({ id: Id, title: z.string() }),
    question: Question,
    answers: z.int().describe('How many of its answers are not reviewed.'),
    sessions: z
      .array(z.object({ id: Id, title: z.string(), startedAt: z.iso.datetime().nullable() }))
      .describe('Sessions in which the listed answers were given.'),
    groups: z
      .array(z.object({ answers: z.array(Answer.extend({ sessionId: Id })) }))
      .describe('Similar answers together, the largest group first.'),
  })
  .meta({ id: 'ReviewWork' });
export type ReviewWork = z.infer<typeof ReviewWork>;
export type OpenAnswer = ReviewWork['groups'][number]['answers'][number];
