import * as z from 'zod';
import { Id, MAX_SEQ } from './id.js';

/** POST /api/sessions/:id/answers, and `answer:submit` over the socket. */
export const AnswerSubmit = z
  .strictObject({
    questionId: Id,
    openedSeq: z.int().min(1).max(MAX_SEQ).describe('The event that opened the question.'),
    choices: z.array(Id).max(12).exactOptional().describe('For the kinds single and multiple.'),
    text: z.string().trim().min(1).max(4000).exactOptional().describe('For the kinds short and open.'),
    shownPtsMs: z.number().min(0).describe('Of the first frame that showed the question on this screen.'),
    answeredPtsMs: z.number().min(0).describe('Of the frame on screen when it was answered.'),
  })
  .meta({ id: 'AnswerSubmit' });
export type AnswerSubmit = z.infer<typeof AnswerSubmit>;

export const AnswerReceipt = z
  .object({ answerId: Id, questionId: Id, openedSeq: z.int(), receivedAt: z.iso.datetime() })
  .meta({ id: 'AnswerReceipt' });
export type AnswerReceipt = z.infer<typeof AnswerReceipt>;

/**
 * Why an answer was not taken: `late` (given after its window or after the question was closed), `duplicate`,
 * `foreign` (not a question that this session has shown) or `malformed`.
 */
export const AnswerRefusal = z
  .enum(['late', 'duplicate', 'foreign', 'malformed'])
  .meta({ id: 'AnswerRefusal' });
export type AnswerRefusal = z.infer<typeof AnswerRefusal>;

/** GET /api/sessions/:id/answers, and `answer:received` over the socket: for teachers only. */
export const Answer = z
  .object({
    id: Id,
    student: z.object({ id: Id, name: z.string() }),
    questionId: Id,
    openedSeq: z.int(),
    choices: z.array(Id),
    text: z.string().nullable(),
    verdict: z
      .enum(['right', 'wrong', 'not-reviewed'])
      .describe('By the right choices; not-reviewed where the question names none, or is answered by text.'),
    shownPtsMs: z.number(),
    answeredPtsMs: z.number(),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

/** GET /api/sessions/:id/answers?questionId=&openedSeq= */
export const AnswerQuery = z.object({
  questionId: Id.exactOptional(),
  openedSeq: z.coerce.number().int().min(1).max(MAX_SEQ).exactOptional(),
});
export type AnswerQuery = z.infer<typeof AnswerQuery>;
