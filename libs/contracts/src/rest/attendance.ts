import * as z from 'zod';
import { Id } from './id.js';

/** From the first page of a student that was connected to the loss of the last one. */
export const Stay = z.object({
  from: z.iso.datetime(),
  until: z.iso.datetime().nullable().describe('null: they are still there.'),
  fromPtsMs: z.number().describe('Stream time.'),
  untilPtsMs: z.number().nullable(),
  longestDelayMs: z
    .number()
    .nullable()
    .describe('How far behind the stream their screen was at most; null: it was never told.'),
});
export type Stay = z.infer<typeof Stay>;

/** GET /api/sessions/:id/attendance: when each student was connected while the session was live. */
export const Attendance = z
  .object({
    student: z.object({ id: Id, name: z.string() }),
    stays: z
      .array(Stay)
      .describe('In order; between two of them the connection was lost, or the page closed.'),
  })
  .meta({ id: 'Attendance' });
export type Attendance = z.infer<typeof Attendance>;
