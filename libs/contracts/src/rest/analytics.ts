import * as z from 'zod';
import { Class } from './classes.js';
import { Id } from './id.js';
import { Session } from './sessions.js';

const count = z.int().min(0);

/** One opening of a question, counted. */
export const QuestionFigures = z.object({
  id: Id.describe('Of the question; the same in every session of the lesson.'),
  prompt: z.string(),
  poll: z.boolean().describe('In a poll nothing is right or wrong.'),
  openedSeq: z.int(),
  openedPtsMs: z.number().describe('Stream time of the frame that asked it.'),
  there: count.describe('Students who were connected while it was open, and those who answered.'),
  answered: count.describe('Students who answered.'),
  judged: count.describe('Students whose last try counts as right, partly right or wrong.'),
  right: count.describe('Of those: right, corrections included.'),
  wrong: count.describe('Of those: wrong.'),
  medianMs: z
    .number()
    .nullable()
    .describe('From the frame that showed it to the first answer; null: nobody answered.'),
  rewinds: count.describe(
    'How often the lesson was taken back or a step repeated while it was the last thing shown.',
  ),
  rewatched: count.describe(
    'How often somebody who watched the recording went back to where it was the last thing shown.',
  ),
});
export type QuestionFigures = z.infer<typeof QuestionFigures>;

/** What came of one session, counted from its answers, ledger and attendance. */
export const SessionFigures = z.object({
  joined: count.describe('Students who joined.'),
  attended: count.describe('Of those: connected while the session was live.'),
  presence: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      'Share of the session for which a student who attended was there, on average; null: nobody was.',
    ),
  losses: count.describe('How often a connection was lost, or a page closed, and came back.'),
  delayMs: z
    .number()
    .nullable()
    .describe('Median of how far behind the stream each screen was at most; null: it was never told.'),
  cues: count.describe('Events that were planned for a time.'),
  latestCueMs: z
    .number()
    .nullable()
    .describe('How much later than planned the latest of them was; null if there were no cues.'),
  byBrain: count.describe('Answers that a brain judged.'),
  corrected: count.describe('Of those: a teacher gave another verdict.'),
  notReviewed: count.describe('Answers that nobody has judged yet.'),
  questions: z.array(QuestionFigures).describe('In the order in which they were asked.'),
  slides: z
    .array(z.object({ index: count, shownPtsMs: z.number(), rewinds: count, rewatched: count }))
    .describe(
      'Slides from which the lesson was taken back or a step repeated, or to which those who watched the recording went back.',
    ),
});
export type SessionFigures = z.infer<typeof SessionFigures>;

/** Sessions that are read at once. */
export const MAX_ANALYSED = 100;

/** A session that was begun, counted. */
export const AnalysedSession = z.object({
  session: Session.pick({ id: true, title: true, status: true, startedAt: true }).extend({
    lesson: z.object({ id: Id, title: z.string() }),
    selfPaced: z.boolean().describe('Whether one student took the lesson alone.'),
  }),
  figures: SessionFigures,
});
export type AnalysedSession = z.infer<typeof AnalysedSession>;

const analysed = {
  sessions: z
    .array(AnalysedSession)
    .describe(`The oldest first; the ${MAX_ANALYSED} newest of those that were begun.`),
  more: z.boolean().describe('Whether there are older sessions, which are not counted.'),
};

/** GET /api/lesson-analytics/:id: the newest sessions of a lesson, each counted. */
export const LessonAnalytics = z
  .object({ lesson: z.object({ id: Id, title: z.string() }), ...analysed })
  .meta({ id: 'LessonAnalytics' });
export type LessonAnalytics = z.infer<typeof LessonAnalytics>;

/** GET /api/classes/:id/analytics: the newest sessions of a class, each counted. */
export const ClassAnalytics = z
  .object({ class: Class.pick({ id: true, name: true, term: true }), ...analysed })
  .meta({ id: 'ClassAnalytics' });
export type ClassAnalytics = z.infer<typeof ClassAnalytics>;
