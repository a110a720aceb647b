import * as z from 'zod';
import { LessonAction } from '../lesson-action.js';
import { ShownMedia } from '../shown-media.js';
import { AnswerCorrection, AnswerVerdict } from './answers.js';
import { Id, MAX_SEQ } from './id.js';

/** POST /api/sessions/:id/events */
export const EventCreate = z
  .strictObject({
    event: LessonAction,
    ptsMs: z
      .number()
      .min(0)
      .exactOptional()
      .describe('Stream time at which it is due; absent: the next frame. At most 10 s ahead.'),
  })
  .meta({ id: 'EventCreate' });
export type EventCreate = z.infer<typeof EventCreate>;
export type EventCreateInput = z.input<typeof EventCreate>;

/** Where an event came to lie. Stream times in ms; null where it is not known yet. */
export const EventReceipt = z
  .object({
    seq: z.int().describe('Counted from 1 within the session; the order in the stream.'),
    type: z.string(),
    plannedPtsMs: z.number().nullable().describe('null: as soon as possible.'),
    airedPtsMs: z
      .number()
      .nullable()
      .describe('PTS of the frame that carries it; null: no frame has come yet.'),
    frame: z.int().nullable().describe("That frame's number in the stream, counted from 0."),
    wallClockMs: z.number().nullable().describe('When that frame left, ms since 1970.'),
  })
  .meta({ id: 'EventReceipt' });
export type EventReceipt = z.infer<typeof EventReceipt>;

export const LedgerEntry = EventReceipt.extend({
  event: z.record(z.string(), z.unknown()).describe('The body as it is in the stream.'),
  origin: z.enum(['cue', 'teacher', 'system']).describe('Who caused it.'),
  repeated: z.boolean().describe('Stamped again after an interruption, with the same seq.'),
  createdAt: z.iso.datetime(),
}).meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** GET /api/sessions/:id/ledger?afterSeq=&limit= */
export const LedgerQuery = z.object({
  afterSeq: z.coerce.number().int().min(0).max(MAX_SEQ).default(0).describe('Only events with a larger seq.'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  token: z
    .string()
    .max(500)
    .exactOptional()
    .describe('Token of a signed play address: opens a private session to someone without a student token.'),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

export const LedgerPage = z
  .object({
    entries: z
      .array(LedgerEntry)
      .describe('By seq. Without a staff token: only those already in the stream.'),
    lastSeq: z.int().describe('Of the whole ledger; 0 when it is empty.'),
  })
  .meta({ id: 'LedgerPage' });
export type LedgerPage = z.infer<typeof LedgerPage>;

/** POST /api/sessions/:id/feedback: private words to some students, due for all of them on one frame. */
export const FeedbackCreate = z
  .strictObject({
    bodies: z
      .array(z.strictObject({ studentId: Id, text: z.string().trim().min(1).max(4000) }))
      .min(1)
      .max(500)
      .describe('At most one for each student.'),
    questionId: Id.exactOptional(),
    ptsMs: z
      .number()
      .min(0)
      .exactOptional()
      .describe('Absent: as soon as the bodies are with their students.'),
  })
  .superRefine(({ bodies }, context) => {
    const seen = new Set<string>();
    bodies.forEach(({ studentId }, i) => {
      const path = ['bodies', i, 'studentId'];
      if (seen.has(studentId)) {
        context.addIssue({
          code: 'custom',
          path,
          message: 'this student has a body already',
          input: studentId,
        });
      }
      seen.add(studentId);
    });
  })
  .meta({ id: 'FeedbackCreate' });
export type FeedbackCreate = z.infer<typeof FeedbackCreate>;

export const FeedbackReceipt = EventReceipt.extend({
  feedbackId: Id,
  delivered: z.int().describe('How many students had their body before the event left.'),
}).meta({ id: 'FeedbackReceipt' });
export type FeedbackReceipt = z.infer<typeof FeedbackReceipt>;

/** One student's own words, never in the stream. GET /api/sessions/:id/feedback/mine, and over the socket. */
export const FeedbackBody = z
  .object({
    feedbackId: Id,
    text: z.string(),
    questionId: Id.nullable(),
    airedPtsMs: z.number().nullable(),
    judged: z
      .object({
        answerId: Id,
        openedSeq: z.int(),
        attempt: z.int(),
        verdict: AnswerVerdict,
        praise: z.string().nullable(),
        correction: z.string().nullable(),
        hint: z.string().nullable().describe('For the next try.'),
        triesLeft: z.int(),
        media: z.exactOptional(ShownMedia).describe('Shown or heard with the words.'),
      })
      .nullable()
      .describe('The answer it is about; null for what a teacher wrote.'),
    correction: AnswerCorrection.omit({ correctionId: true, by: true })
      .extend({
        by: z.string().describe('Name of the teacher.'),
        ptsMs: z.number().nullable().describe('Stream time; null after the class.'),
      })
      .nullable()
      .describe('What a teacher said of the answer since. `judged` has the verdict that counts now.'),
    hasVoice: z.boolean().describe('GET …/feedback/mine/:feedbackId/voice speaks it.'),
  })
  .meta({ id: 'FeedbackBody' });
export type FeedbackBody = z.infer<typeof FeedbackBody>;
