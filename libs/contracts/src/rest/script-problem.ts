import * as z from 'zod';

/** Something about a script that its author should know; an `error` keeps it from being taught. */
export const ScriptProblem = z
  .object({
    severity: z.enum(['error', 'warning', 'advice']),
    code: z.string().describe('Kind of problem, for programs.'),
    message: z.string(),
    remedy: z.string().describe('What to do about it.'),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .exactOptional()
      .describe(
        'The values in `message` and `remedy`, by name, for clients that say them in another language.',
      ),
    stepId: z.string().nullable(),
    line: z.int().nullable().describe('Counted from 1.'),
    column: z.int().nullable().describe('Counted from 1, in UTF-16 units.'),
    endLine: z.int().nullable(),
    endColumn: z.int().nullable(),
  })
  .meta({ id: 'ScriptProblem' });
export type ScriptProblem = z.infer<typeof ScriptProblem>;
