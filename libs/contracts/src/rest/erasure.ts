import * as z from 'zod';
import { Id } from './id.js';

/** So many appearances of one guest are erased at once. */
const MOST_STUDENTS = 200;

/** POST /api/erasures/preview: whose data, in every session that the caller may teach. */
export const ErasureOf = z
  .union([
    z.strictObject({ personId: Id.describe('Somebody with an account.') }),
    z.strictObject({
      studentIds: z
        .array(Id)
        .min(1)
        .max(MOST_STUDENTS)
        .describe('A guest, as the student of each session in which they were.'),
    }),
  ])
  .meta({ id: 'ErasureOf' });
export type ErasureOf = z.infer<typeof ErasureOf>;

/** POST /api/erasures */
export const ErasureRequest = z
  .strictObject({
    of: ErasureOf,
    confirm: z.string().max(200).describe('The name, as the preview has it.'),
  })
  .meta({ id: 'ErasureRequest' });
export type ErasureRequest = z.infer<typeof ErasureRequest>;

/** GET /api/erasures/students?search= */
export const ErasureSearch = z.object({
  search: z.string().trim().min(1).max(100).describe('A part of the name.'),
});
export type ErasureSearch = z.infer<typeof ErasureSearch>;

/** Somebody in one session. */
export const FoundStudent = z
  .object({
    studentId: Id,
    personId: Id.nullable().describe('Whose account it is; null: a guest.'),
    name: z.string(),
    session: z.object({ id: Id, title: z.string(), at: z.iso.datetime() }),
  })
  .meta({ id: 'FoundStudent' });
export type FoundStudent = z.infer<typeof FoundStudent>;

const counts = {
  rows: z
    .record(z.string(), z.int())
    .describe('How many rows of each table of the database; tables without any are left out.'),
  files: z.int().describe('How many recordings of sessions that were theirs alone, with all their files.'),
  bytes: z.int().describe('Size of these files.'),
  untouched: z.int().describe('In how many sessions of classes of other teachers their data stays.'),
};

/** What an erasure would remove. */
export const ErasurePreview = z
  .object({
    name: z.string(),
    account: z.boolean().describe('The account goes too; only an admin erases one.'),
    sessions: z.array(
      z.object({
        id: Id,
        title: z.string(),
        at: z.iso.datetime(),
        whole: z.boolean().describe('It was theirs alone: all of it goes, with its recording.'),
        obstacle: z
          .enum(['held', 'live'])
          .nullable()
          .describe('Why nothing can be erased now: a legal hold, or the session is live.'),
      }),
    ),
    ...counts,
  })
  .meta({ id: 'ErasurePreview' });
export type ErasurePreview = z.infer<typeof ErasurePreview>;

/** What an erasure removed. By ids alone: the report may be kept. */
export const ErasureReport = z
  .object({
    erasedAt: z.iso.datetime(),
    personId: Id.nullable(),
    account: z.boolean(),
    studentIds: z.array(Id),
    sessionIds: z.array(Id),
    ...counts,
  })
  .meta({ id: 'ErasureReport' });
export type ErasureReport = z.infer<typeof ErasureReport>;
