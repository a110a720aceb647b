import * as z from 'zod';
import { Id } from './id.js';

/** Rows of one table of a roster file. A school of 3,000 students with ten courses each fits. */
export const MAX_ROSTER_ROWS = 30_000;
/** A row of 30,000 has room for 270 bytes. */
export const MAX_ROSTER_BYTES = 8 * 1024 * 1024;

/** Why a line of a roster is left out. */
export const RosterFaultCode = z
  .enum([
    'no-email',
    'bad-email',
    'bad-name',
    'formula',
    'other-name',
    'no-class',
    'bad-class',
    'bad-role',
    'other-class',
    'ambiguous-class',
    'staff-account',
    'unknown-teacher',
    'unknown-reference',
    'inactive',
    'repeated',
  ])
  .meta({ id: 'RosterFaultCode' });
export type RosterFaultCode = z.infer<typeof RosterFaultCode>;

const Place = {
  file: z.string().nullable().describe('Of a OneRoster archive; null for a single file.'),
  line: z.int().describe('In the file, counted from 1.'),
};

/** A line of a roster that is left out. */
export const RosterFault = z
  .object({
    ...Place,
    code: RosterFaultCode,
    value: z.string().nullable().describe('What the line has there, shortened.'),
  })
  .meta({ id: 'RosterFault' });
export type RosterFault = z.infer<typeof RosterFault>;

/** What an import does to the school. */
export const RosterAct = z
  .enum([
    'class-created',
    'account-created',
    'account-renamed',
    'student-added',
    'student-removed',
    'teacher-added',
  ])
  .meta({ id: 'RosterAct' });
export type RosterAct = z.infer<typeof RosterAct>;

/** A line of a roster, and what it does. */
export const RosterChange = z
  .object({
    ...Place,
    acts: z.array(RosterAct),
    class: z.string().nullable(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    before: z.string().nullable().describe('The name of a person who gets another one.'),
  })
  .meta({ id: 'RosterChange' });
export type RosterChange = z.infer<typeof RosterChange>;

/** How often each thing is done. */
export const RosterCounts = z
  .object({
    classesCreated: z.int(),
    accountsCreated: z.int(),
    accountsRenamed: z.int(),
    studentsAdded: z.int(),
    studentsRemoved: z.int(),
    teachersAdded: z.int(),
  })
  .meta({ id: 'RosterCounts' });
export type RosterCounts = z.infer<typeof RosterCounts>;

/** What a roster file would do, or has done. */
export const RosterImport = z
  .object({
    format: z.enum(['csv', 'oneroster']),
    fingerprint: z
      .string()
      .describe('Of all that it does. Sent when it is applied, so that nothing else is done.'),
    importId: Id.nullable().describe('null: nothing is stored yet.'),
    counts: RosterCounts,
    unchanged: z.int().describe('Lines whose people are in their class already.'),
    changes: z.array(RosterChange).describe('The first 500, by their lines.'),
    changeCount: z.int(),
    faults: z.array(RosterFault).describe('The first 500 lines that are left out.'),
    faultCount: z.int(),
  })
  .meta({ id: 'RosterImport' });
export type RosterImport = z.infer<typeof RosterImport>;

/** An import of a roster that was applied. */
export const RosterImportEntry = z
  .object({
    id: Id,
    at: z.iso.datetime(),
    by: z.object({ id: Id, name: z.string().nullable() }),
    classId: Id.nullable().describe('Of an import into one class.'),
    counts: RosterCounts.describe('What of it is still known: the rows of erased people are gone.'),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'RosterImportEntry' });
export type RosterImportEntry = z.infer<typeof RosterImportEntry>;

/** Why something that an import did is not taken back. */
export const RosterStayReason = z
  .enum(['has-signed-in', 'in-use', 'changed-since'])
  .describe(
    'has-signed-in: the account has a password. in-use: classes, sessions or results depend on it. changed-since: somebody changed it after the import.',
  )
  .meta({ id: 'RosterStayReason' });
export type RosterStayReason = z.infer<typeof RosterStayReason>;

/** What the undo of an import took back, and what stays. */
export const RosterUndo = z
  .object({
    undoneAt: z.iso.datetime(),
    counts: RosterCounts,
    stays: z
      .array(
        z.object({
          act: RosterAct,
          class: z.string().nullable(),
          name: z.string().nullable(),
          reason: RosterStayReason,
        }),
      )
      .describe('The first 500.'),
    stayCount: z.int(),
  })
  .meta({ id: 'RosterUndo' });
export type RosterUndo = z.infer<typeof RosterUndo>;
