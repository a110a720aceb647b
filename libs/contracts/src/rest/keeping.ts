import * as z from 'zod';
import { Id } from './id.js';

/** Longest time for which a session may be kept and still be deleted by itself, days: a hundred years. */
const MOST_DAYS = 36_500;

/**
 * PUT /api/lessons/:id/keeping, PUT /api/classes/:id/keeping: what is kept of the sessions of a lesson or class that are made from
 * now on. Where both say something, the class counts.
 */
export const Keeping = z
  .strictObject({
    recorded: z.boolean().nullable().describe('Whether they are recorded; null: as the next rule says.'),
    keptDays: z
      .int()
      .min(1)
      .max(MOST_DAYS)
      .nullable()
      .describe(
        'Days after its end on which everything of a session is deleted; null: as the next rule says. The class comes first, then the lesson, then the server.',
      ),
  })
  .meta({ id: 'Keeping' });
export type Keeping = z.infer<typeof Keeping>;

/** PUT /api/sessions/:id/hold */
export const SessionHold = z
  .strictObject({ held: z.boolean().describe('true: nothing of the session can be deleted.') })
  .meta({ id: 'SessionHold' });
export type SessionHold = z.infer<typeof SessionHold>;

/** What a deletion removed. */
export const DeletionReport = z
  .object({
    sessionId: Id,
    deletedAt: z.iso.datetime(),
    studentId: Id.nullable().describe('null: the whole session was deleted.'),
    rows: z
      .record(z.string(), z.int())
      .describe('How many rows of each table of the database were removed; tables without any are left out.'),
    files: z.int().describe('How many recordings were removed, with all their files.'),
    bytes: z.int().describe('Size of these files.'),
  })
  .meta({ id: 'DeletionReport' });
export type DeletionReport = z.infer<typeof DeletionReport>;
