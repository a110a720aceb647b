import * as z from 'zod';

/** A field that does not fit, and why. */
export const FieldProblem = z
  .object({
    field: z.string(),
    message: z.string(),
    code: z.string().exactOptional().describe('Why it does not fit, for programs, e.g. too-long.'),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .exactOptional()
      .describe('The values in `message`, by name.'),
    line: z.int().exactOptional().describe('In a script, counted from 1.'),
    column: z.int().exactOptional(),
  })
  .meta({ id: 'FieldProblem' });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** The body of every refusal: `application/problem+json`, RFC 9457, with a closed list of codes. */
export const Problem = z
  .object({
    type: z.string().describe('Always about:blank; `code` tells the kind.'),
    title: z.string().describe('The HTTP status in words.'),
    status: z.int(),
    code: z.string().describe('For programs, e.g. validation-failed, session-not-found, illegal-transition.'),
    detail: z.string().describe('For people: what was wrong and what to do.'),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .exactOptional()
      .describe('The values in `detail`, by name, for clients that say it in another language.'),
    errors: z
      .array(FieldProblem)
      .exactOptional()
      .describe('Each field that does not fit, and in a script the line.'),
    retryAfterMs: z.number().exactOptional().describe('When the same call may succeed later.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
