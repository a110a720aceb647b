import * as z from 'zod';
import { Judgement } from '../judgement.js';
import { ShownMedia } from '../shown-media.js';
import { MAX_PARTS } from '../tasks/shown-kind.js';
import { MAX_SURVEY_TEXT } from '../tasks/survey/shown-survey.js';
import { Id, MAX_SEQ } from './id.js';
import { PageQuery } from './paging.js';

export const Confidence = z
  .int()
  .min(1)
  .max(3)
  .describe('How sure the student is: 1 guessed, 2 fairly sure, 3 sure.');

/** POST /api/sessions/:id/answers, and `answer:submit` over the socket. */
export const AnswerSubmit = z
  .strictObject({
    questionId: Id,
    openedSeq: z.int().min(1).max(MAX_SEQ).describe('The event that opened the question.'),
    choices: z.array(Id).max(12).exactOptional().describe('For the kinds single and multiple.'),
    text: z.string().trim().min(1).max(4000).exactOptional().describe('For the kinds short and open.'),
    parts: z
      .array(z.string().trim().max(MAX_SURVEY_TEXT))
      .max(MAX_PARTS)
      .exactOptional()
      .describe(
        'For the kind parts: what the task asks for; an item of a survey that is optional may be empty.',
      ),
    confidence: Confidence.exactOptional(),
    attempt: z.int().min(1).max(5).default(1).describe('Which try it is, counted from 1.'),
    spoken: z
      .boolean()
      .default(false)
      .describe('The text was spoken, and confirmed or corrected by the student.'),
    shownPtsMs: z.number().min(0).describe('Of the first frame that showed the question on this screen.'),
    answeredPtsMs: z.number().min(0).describe('Of the frame on screen when it was answered.'),
  })
  .meta({ id: 'AnswerSubmit' });
export type AnswerSubmit = z.infer<typeof AnswerSubmit>;
/** An answer as a page may send it, defaults left out. */
export type AnswerSubmitInput = z.input<typeof AnswerSubmit>;

export const AnswerReceipt = z
  .object({
    answerId: Id,
    questionId: Id,
    openedSeq: z.int(),
    attempt: z.int(),
    triesLeft: z.int().describe('After this one, should it not be right.'),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'AnswerReceipt' });
export type AnswerReceipt = z.infer<typeof AnswerReceipt>;

/**
 * Why an answer was not taken: `late` (given after its window or after the question was closed), `duplicate` (this try
 * was made, or no other one is left), `foreign` (not a question that this session has shown) or `malformed`.
 */
export const AnswerRefusal = z
  .enum(['late', 'duplicate', 'foreign', 'malformed'])
  .meta({ id: 'AnswerRefusal' });
export type AnswerRefusal = z.infer<typeof AnswerRefusal>;

export const AnswerVerdict = z
  .enum(['right', 'partly', 'wrong', 'not-reviewed'])
  .meta({ id: 'AnswerVerdict' });
/** `not-reviewed`: nobody has judged it yet, or could not; never counted as right or wrong. */
export type AnswerVerdict = z.infer<typeof AnswerVerdict>;

export const CorrectedVerdict = AnswerVerdict.exclude(['not-reviewed']).meta({ id: 'CorrectedVerdict' });
export type CorrectedVerdict = z.infer<typeof CorrectedVerdict>;

/** What a teacher said of an answer in place of its first verdict. */
export const AnswerCorrection = z
  .object({
    correctionId: Id.describe('Several answers may be corrected at once, under one id.'),
    verdict: CorrectedVerdict,
    comment: z.string().nullable().describe("The teacher's words for the student."),
    by: z.object({ id: Id, name: z.string() }),
    at: z.iso.datetime(),
    original: AnswerVerdict.describe('What the answer was before anybody corrected it.'),
  })
  .meta({ id: 'AnswerCorrection' });
export type AnswerCorrection = z.infer<typeof AnswerCorrection>;

/**
 * GET /api/sessions/:id/answers, and `answer:received`, `answer:judged` and `answers:corrected` over the socket: for teachers
 * only.
 */
export const Answer = z
  .object({
    id: Id,
    student: z.object({ id: Id, name: z.string() }),
    questionId: Id,
    openedSeq: z.int(),
    choices: z.array(Id),
    text: z.string().nullable(),
    parts: z.array(z.string()).describe('Of a question of kind parts; empty for the others.'),
    confidence: Confidence.nullable(),
    attempt: z.int(),
    spoken: z.boolean(),
    verdict: AnswerVerdict.describe('What counts: the correction, where there is one.'),
    correction: AnswerCorrection.nullable(),
    judging: z
      .enum(['none', 'waiting', 'claimed', 'judged'])
      .describe('none: by the right choices alone, at once. Otherwise how far a brain has come with it.'),
    judgement: Judgement.nullable().describe('Who judged it, and what was thought.'),
    judgedAt: z.iso.datetime().nullable(),
    shown: z
      .exactOptional(ShownMedia)
      .describe(
        'What the student was shown or heard with the feedback, until a teacher corrects the verdict.',
      ),
    flag: z
      .literal('danger')
      .nullable()
      .describe('danger: its words speak of self-harm or danger; a teacher should look at it at once.'),
    shownPtsMs: z.number(),
    answeredPtsMs: z.number(),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

/** GET /api/sessions/:id/answers?questionId=&openedSeq= */
export const AnswerQuery = PageQuery.extend({
  questionId: Id.exactOptional().describe('Only answers to this question.'),
  openedSeq: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_SEQ)
    .exactOptional()
    .describe('Only answers to this opening: the seq of its event.'),
});
export type AnswerQuery = z.infer<typeof AnswerQuery>;

/** What is spoken for. */
export const TranscriptPurpose = z
  .enum(['answer', 'inquiry'])
  .describe('answer: to the question that is open. inquiry: a question to the teacher, at any time.');
export type TranscriptPurpose = z.infer<typeof TranscriptPurpose>;

export const TranscriptQuery = z.object({ purpose: TranscriptPurpose.default('answer') });
export type TranscriptQuery = z.infer<typeof TranscriptQuery>;

/** POST /api/sessions/:id/transcripts, with the recording as its body: what was heard, for the student to correct. */
export const Transcript = z
  .object({
    text: z.string().describe('Empty: nothing was understood.'),
    by: z.string().describe('The recogniser that heard it.'),
  })
  .meta({ id: 'Transcript' });
export type Transcript = z.infer<typeof Transcript>;
