import * as z from 'zod';
import { Id } from './id.js';
import { SessionStatus } from './sessions.js';

/** What came of a session for one student. */
export const OwnResult = z
  .object({
    questions: z.int().describe('How many were asked.'),
    answers: z.int(),
    right: z.int(),
    open: z.int().describe('Answers that nobody has judged yet.'),
  })
  .meta({ id: 'OwnResult' });
export type OwnResult = z.infer<typeof OwnResult>;

/** A session as a student account finds it at home. */
export const HomeSession = z
  .object({
    id: Id,
    title: z.string(),
    class: z.object({ id: Id, name: z.string() }).nullable(),
    status: SessionStatus,
    recorded: z.boolean(),
    selfPaced: z.boolean(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    result: OwnResult.nullable().describe('null: the student was not there.'),
  })
  .meta({ id: 'HomeSession' });
export type HomeSession = z.infer<typeof HomeSession>;

/** GET /api/home */
export const StudentHome = z
  .object({
    classes: z.array(z.object({ id: Id, name: z.string(), term: z.string() })),
    live: z.array(HomeSession),
    coming: z.array(HomeSession),
    review: z.array(HomeSession).describe('Those that have ended, the last first; at most 50.'),
    selfPaced: z
      .array(z.object({ lessonId: Id, title: z.string(), class: z.string().describe('Its name.') }))
      .describe('Lessons to take alone.'),
  })
  .meta({ id: 'StudentHome' });
export type StudentHome = z.infer<typeof StudentHome>;

/** POST /api/account/seats: what a guest did becomes the account's own. */
export const SeatClaim = z
  .strictObject({
    token: z.string().min(1).max(100).describe('Of the guest, as they got it when they joined.'),
  })
  .meta({ id: 'SeatClaim' });
export type SeatClaim = z.infer<typeof SeatClaim>;

/** Letters and digits of a join code: none that is easily mistaken for another one. */
export const JOIN_CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
export const JOIN_CODE_LENGTH = 6;

/** POST /api/join-codes/read */
export const JoinCodeRead = z
  .strictObject({ code: z.string().max(40).describe('Small letters, blanks and hyphens do not matter.') })
  .meta({ id: 'JoinCodeRead' });
export type JoinCodeRead = z.infer<typeof JoinCodeRead>;

/** Where a code leads. */
export const JoinCodeTarget = z.object({ sessionId: Id, title: z.string() }).meta({ id: 'JoinCodeTarget' });
export type JoinCodeTarget = z.infer<typeof JoinCodeTarget>;
