import * as z from 'zod';
import { AskedQuestion, ShownResult } from '../lesson-state.js';
import { Answer, AnswerSubmit, AnswerVerdict } from './answers.js';
import { FeedbackBody } from './events.js';
import { Id, MAX_SEQ } from './id.js';
import { OwnInquiry } from './inquiries.js';
import { MomentComment } from './moments.js';
import { Score } from './score.js';

/** A try of the calling student, and what they were told of it. */
export const OwnAnswer = Answer.pick({
  id: true,
  attempt: true,
  choices: true,
  text: true,
  parts: true,
  confidence: true,
  verdict: true,
  shownPtsMs: true,
  answeredPtsMs: true,
}).extend({
  feedback: FeedbackBody.nullable().describe('With the correction of a teacher, where there is one.'),
});
export type OwnAnswer = z.infer<typeof OwnAnswer>;

/** GET /api/sessions/:id/results/mine: what the calling student did in a class that is over. */
export const OwnResults = z
  .object({
    session: z.object({
      id: Id,
      title: z.string(),
      language: z.string(),
      endedAt: z.iso.datetime().nullable(),
    }),
    recording: z.string().nullable().describe('Path of the MP4; null where there is none to watch.'),
    score: Score.omit({ questions: true }),
    comments: z
      .array(MomentComment.pick({ id: true, ptsMs: true, text: true, at: true }).extend({ by: z.string() }))
      .describe('What teachers wrote about moments, for the students of the class.'),
    inquiries: z.array(OwnInquiry).describe('What they asked the teacher, the oldest first.'),
    questions: z
      .array(
        z.object({
          question: AskedQuestion,
          result: z.nullable(ShownResult).describe('What the class was shown of its answers.'),
          points: z.number().nullable().describe('What it is worth; null: nothing, or it was asked again.'),
          earned: z.number().nullable().describe('null: not judged yet, or worth nothing.'),
          answers: z.array(OwnAnswer).describe('Tries, the first one first; empty: not answered.'),
          isToPractise: z.boolean().describe('It was not answered right, and can be practised.'),
        }),
      )
      .describe('Each opening of a question, in order.'),
  })
  .meta({ id: 'OwnResults' });
export type OwnResults = z.infer<typeof OwnResults>;

/** POST /api/sessions/:id/practice: an answer that counts nowhere, to a question of a class that is over. */
export const PracticeAnswer = AnswerSubmit.pick({ choices: true, text: true, parts: true })
  .extend({ openedSeq: z.int().min(1).max(MAX_SEQ).describe('The event that opened the question.') })
  .meta({ id: 'PracticeAnswer' });
export type PracticeAnswer = z.infer<typeof PracticeAnswer>;

export const PracticeVerdict = z
  .object({
    verdict: AnswerVerdict,
    text: z.string().nullable().describe('Words for the student; null: nothing but the verdict.'),
    correction: z.string().nullable(),
    hint: z.string().nullable(),
  })
  .meta({ id: 'PracticeVerdict' });
export type PracticeVerdict = z.infer<typeof PracticeVerdict>;
