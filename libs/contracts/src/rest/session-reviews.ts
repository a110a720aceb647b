import * as z from 'zod';
import { Id } from './id.js';
import { PageQuery } from './paging.js';
import { Recording } from './recordings.js';
import { Session } from './sessions.js';

/** GET /api/session-reviews?search=&work= */
export const SessionReviewQuery = PageQuery.extend({
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .exactOptional()
    .describe('Only sessions with these words in their title.'),
  work: z.literal('open').exactOptional().describe('Only sessions with answers that nobody has judged yet.'),
});
export type SessionReviewQuery = z.infer<typeof SessionReviewQuery>;

/** A session that was begun, as somebody who reviews it chooses it. */
export const SessionReview = z
  .object({
    session: Session.pick({
      id: true,
      title: true,
      status: true,
      createdAt: true,
      startedAt: true,
      endedAt: true,
    }).extend({
      lesson: z.object({ id: Id, title: z.string() }),
      selfPaced: z.boolean().describe('Whether one student took the lesson alone.'),
    }),
    recording: Recording.pick({
      ...{ id: true, status: true, progress: true, failure: true, alarm: true, lostMs: true },
    })
      .nullable()
      .describe('null: nothing was recorded.'),
    students: z.int().describe('Who joined.'),
    questions: z.int().describe('Openings of questions; one that was asked twice counts twice.'),
    answers: z.int(),
    judged: z.int().describe('Answers that count as right, partly right or wrong; none to a poll does.'),
    right: z.int().describe('Answers that count as right, corrections included.'),
    notReviewed: z.int().describe('Answers that nobody has judged yet, or could.'),
  })
  .meta({ id: 'SessionReview' });
export type SessionReview = z.infer<typeof SessionReview>;
