import * as z from 'zod';
import { Answer, CorrectedVerdict } from './answers.js';
import { Id } from './id.js';

/** A class of 500 students is corrected at once. */
export const MAX_CORRECTED_AT_ONCE = 500;

/** POST /api/sessions/:id/corrections: what a teacher says of some answers. */
export const CorrectionCreate = z
  .strictObject({
    answerIds: z.array(Id).min(1).max(MAX_CORRECTED_AT_ONCE).describe('Answers of the session.'),
    verdict: CorrectedVerdict,
    comment: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .exactOptional()
      .describe('For the students, who read it beside the verdict.'),
  })
  .meta({ id: 'CorrectionCreate' });
export type CorrectionCreate = z.infer<typeof CorrectionCreate>;

/** The answer to a correction and to its undoing: the answers as they stand now. */
export const CorrectionReceipt = z
  .object({ correctionId: Id, answers: z.array(Answer) })
  .meta({ id: 'CorrectionReceipt' });
export type CorrectionReceipt = z.infer<typeof CorrectionReceipt>;

/** GET /api/sessions/:id/corrections: everything that was ever said, the oldest first; nothing is changed or removed. */
export const CorrectionEntry = z
  .object({
    seq: z.int(),
    correctionId: Id,
    answerId: Id,
    verdict: CorrectedVerdict.nullable().describe('null: this entry undoes another.'),
    undoes: z.int().nullable().describe('seq of the entry that it undoes.'),
    comment: z.string().nullable(),
    by: z.object({ id: Id, name: z.string() }),
    at: z.iso.datetime(),
  })
  .meta({ id: 'CorrectionEntry' });
export type CorrectionEntry = z.infer<typeof CorrectionEntry>;

/** GET /api/sessions/:id/answer-groups: similar answers to one question, so that one verdict settles many. */
export const AnswerGroup = z
  .object({
    questionId: Id,
    answerIds: z.array(Id),
    example: z.string().describe('The answer that began the group; of chosen answers their ids.'),
    notReviewed: z.int().describe('How many of them nobody has judged yet, or could.'),
  })
  .meta({ id: 'AnswerGroup' });
export type AnswerGroup = z.infer<typeof AnswerGroup>;

export const AnswerGroupQuery = z.object({
  questionId: Id.exactOptional().describe('Only answers to this question.'),
});
export type AnswerGroupQuery = z.infer<typeof AnswerGroupQuery>;

/** GET /api/lessons/:id/proposals: what corrections suggest for the questions of the draft. */
export const QuestionProposal = z
  .object({
    questionId: Id,
    corrections: z.int().describe('How many answers were corrected, in all sessions of this question.'),
    phrases: z.array(z.string()).describe('Words of right answers that stand in no other.'),
    mistakes: z
      .array(z.object({ answer: z.string(), because: z.string().nullable() }))
      .describe(
        "Words of wrong answers that stand in no right one, with the teacher's words, if there are any.",
      ),
  })
  .meta({ id: 'QuestionProposal' });
export type QuestionProposal = z.infer<typeof QuestionProposal>;
