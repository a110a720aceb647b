import * as z from 'zod';

/** Something about a script that its author should know; an `error` keeps it from being taught. */
export const ScriptProblem = z
  .object({
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    remedy: z.string().nullable().describe('What to do about it.'),
    line: z.int().describe('Counted from 1.'),
    column: z.int().describe('Counted from 1.'),
    stepId: z.string().nullable(),
  })
  .meta({ id: 'ScriptProblem' });
export type ScriptProblem = z.infer<typeof ScriptProblem>;
