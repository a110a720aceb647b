import * as z from 'zod';
import { Id } from './rest/id.js';
import { BudgetMeter, TeachingCommand, Teaching } from './rest/teaching.js';
import { Answer, AnswerReceipt, AnswerSubmit } from './rest/answers.js';
import { FeedbackBody, LedgerEntry } from './rest/events.js';
import { Inquiry, OwnInquiry } from './rest/inquiries.js';
import { Problem } from './rest/problem.js';
import { PaceCommand } from './rest/self-paced.js';
import { RosterEntry, SessionStatus } from './rest/sessions.js';
import { PublisherRefusal } from './rest/streams.js';

/**
 * What travels beside the video, over socket.io in the namespace `/classroom`; `auth: {token}` with a student's
 * token, or `auth: {token, sessionId}` with a staff token. The lesson itself never depends on it.
 */
export const classroomNamespace = '/classroom';

/** What a student's page tells about itself, every few seconds and when it is hidden or shown. */
export const PresenceUpdate = z.strictObject({
  visible: z.boolean(),
  ptsMs: z.number().min(0).nullable().describe('The frame on screen.'),
  latencyMs: z.number().nullable(),
});
export type PresenceUpdate = z.infer<typeof PresenceUpdate>;

/** The answer to a call: never silence, whatever was sent. */
export const refusedAck = z.object({ ok: z.literal(false), problem: Problem });
const ack = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), refusedAck]);
export type Ack<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Client to server: each with the schema of its payload and of its acknowledgement. */
export const clientEvents = {
  'answer:submit': { payload: AnswerSubmit, ack: ack(AnswerReceipt) },
  /** By teachers. */
  'teaching:command': { payload: TeachingCommand, ack: ack(Teaching) },
  /** By the student of a self-paced session. */
  'pace:command': { payload: PaceCommand, ack: ack(z.object({})) },
  'presence:update': { payload: PresenceUpdate, ack: ack(z.object({})) },
} as const;

export const SessionChanged = z.object({ sessionId: Id, status: SessionStatus, onAir: z.boolean() });
export type SessionChanged = z.infer<typeof SessionChanged>;

/** Server to client. */
export const serverEvents = {
  /** To one student alone, before its event is in the stream. */
  'feedback:body': FeedbackBody,
  /** To one student alone: their question with every reply to it. */
  'inquiry:answered': OwnInquiry,
  /** To everybody in the session. */
  'session:changed': SessionChanged,
  /** To teachers. */
  'answer:received': Answer,
  /** To teachers, once a brain has judged it. */
  'answer:judged': Answer,
  /** To teachers: the answers as a correction, or its undoing, left them. */
  'answers:corrected': z.array(Answer),
  /** To teachers: a question of a student, new or with a new reply. */
  'inquiry:changed': Inquiry,
  /** To teachers: what the virtual teacher is doing. */
  'teaching:changed': Teaching,
  /** To teachers, with every judgement that cost something. */
  'budget:changed': BudgetMeter,
  /** To teachers: the entry of one student, new or changed. */
  'roster:changed': RosterEntry,
  /** To teachers, once the event is in a frame. */
  'event:stamped': LedgerEntry,
  /** To teachers. */
  'publisher:refused': PublisherRefusal,
} as const;

/** `feedback:body` is acknowledged with nothing, so that the server knows when a student has it. */
export type ServerToClient = {
  [E in Exclude<keyof typeof serverEvents, 'feedback:body'>]: (
    payload: z.infer<(typeof serverEvents)[E]>,
  ) => void;
} & { 'feedback:body': (payload: FeedbackBody, received: () => void) => void };

export type ClientToServer = {
  [E in keyof typeof clientEvents]: (
    payload: z.input<(typeof clientEvents)[E]['payload']>,
    acknowledge: (answer: z.infer<(typeof clientEvents)[E]['ack']>) => void,
  ) => void;
};
