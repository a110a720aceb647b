import * as z from 'zod';
import { Id } from './id.js';

/** What students ask the teacher. */

const PtsMs = z.number().min(0).max(1e10);
const MAX_ANSWER = 1000;

/** Who answers in a session what its students ask. */
export const Asking = z
  .enum(['off', 'teacher', 'each', 'class'])
  .meta({ id: 'Asking' })
  .describe(
    'off: nobody may ask. teacher: teachers alone answer. each: the virtual teacher answers each student, at once and privately. class: the same, and what three or more students ask is answered for the class too.',
  );
export type Asking = z.infer<typeof Asking>;

/** PUT /api/sessions/:id/asking */
export const AskingDraft = z.strictObject({ asking: Asking }).meta({ id: 'AskingDraft' });
export type AskingDraft = z.infer<typeof AskingDraft>;

/** POST /api/sessions/:id/inquiries */
export const InquiryCreate = z
  .strictObject({
    text: z.string().trim().min(1).max(500),
    spoken: z.boolean().default(false),
    ptsMs: PtsMs.nullable().describe('Stream time of the frame on screen; null: there was none.'),
  })
  .meta({ id: 'InquiryCreate' });
export type InquiryCreate = z.infer<typeof InquiryCreate>;
export type InquiryCreateInput = z.input<typeof InquiryCreate>;

/** Where the lesson says it. */
export const InquiryPassage = z.object({
  text: z.string(),
  ptsMs: PtsMs.nullable().describe('Stream time at which it was said or shown.'),
  slide: z.int().min(0).nullable().describe('Index in the deck of the slide that was shown then.'),
});
export type InquiryPassage = z.infer<typeof InquiryPassage>;

export const InquiryReplyKind = z.enum([
  'answered',
  'not-in-lesson',
  'later',
  'withheld',
  'waiting',
  'danger',
  'dismissed',
]);
export type InquiryReplyKind = z.infer<typeof InquiryReplyKind>;

export const InquiryReply = z.object({
  kind: InquiryReplyKind.describe(
    'not-in-lesson: the lesson does not say it. later: it comes later in the lesson. withheld: it would give away what the class is or will be asked. waiting: the class is being asked; it is answered then. danger: a person has to see it. dismissed: a teacher has put it aside.',
  ),
  by: z.enum(['virtual', 'teacher']),
  text: z.string().nullable().describe('In words; null: the passages, or the kind, say it.'),
  passages: z.array(InquiryPassage),
  toClass: z.boolean().describe('It was said to the class too.'),
  author: z.string().nullable().describe('Name of the teacher.'),
  at: z.iso.datetime(),
});
export type InquiryReply = z.infer<typeof InquiryReply>;

/** A student's own question, as they see it. */
export const OwnInquiry = z
  .object({
    id: Id,
    text: z.string(),
    spoken: z.boolean(),
    ptsMs: PtsMs.nullable(),
    at: z.iso.datetime(),
    replies: z.array(InquiryReply).describe('The oldest first; empty: a teacher will look at it.'),
  })
  .meta({ id: 'OwnInquiry' });
export type OwnInquiry = z.infer<typeof OwnInquiry>;

/** GET /api/sessions/:id/inquiries, and `inquiry:changed` over the socket: as teachers see it. */
export const Inquiry = OwnInquiry.extend({
  student: z.object({ id: Id, name: z.string() }),
  groupId: Id.describe('The same for all that ask the same.'),
  flag: z.enum(['danger']).nullable().describe('danger: words of self-harm or danger.'),
}).meta({ id: 'Inquiry' });
export type Inquiry = z.infer<typeof Inquiry>;

/** POST /api/sessions/:id/inquiries/replies */
export const InquiryReplyCreate = z
  .discriminatedUnion('do', [
    z.strictObject({
      do: z.literal('answer'),
      inquiryIds: z.array(Id).min(1).max(500),
      text: z.string().trim().min(1).max(MAX_ANSWER),
      toClass: z.boolean().default(false).describe('Also said to the class by the virtual teacher.'),
    }),
    z
      .strictObject({ do: z.literal('let-virtual'), inquiryIds: z.array(Id).min(1).max(500) })
      .describe('The virtual teacher answers each, from what the lesson says.'),
    z.strictObject({ do: z.literal('dismiss'), inquiryIds: z.array(Id).min(1).max(500) }),
  ])
  .meta({ id: 'InquiryReplyCreate' });
export type InquiryReplyCreate = z.infer<typeof InquiryReplyCreate>;
export type InquiryReplyCreateInput = z.input<typeof InquiryReplyCreate>;
