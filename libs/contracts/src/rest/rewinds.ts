import * as z from 'zod';

/** Rewinds are counted in parts of the stream of this length, ms: nobody is told from another by them. */
export const REWIND_BUCKET_MS = 5000;

/** As many as a page that watches a recording tells at once. */
export const MAX_REWINDS = 20;

/** POST /api/sessions/{id}/rewinds, POST /api/moments/{id}/rewinds: moments of a recording that were watched once more. */
export const RewindReport = z
  .strictObject({
    ptsMs: z
      .array(z.number().min(0).max(1e12))
      .min(1)
      .max(MAX_REWINDS)
      .describe('Stream times to which somebody went back.'),
  })
  .meta({ id: 'RewindReport' });
export type RewindReport = z.infer<typeof RewindReport>;

/** GET /api/sessions/{id}/rewinds: how often a part of the recording was watched once more. */
export const Rewinds = z
  .object({
    fromPtsMs: z
      .number()
      .describe(`Stream time at which the part begins; it is ${REWIND_BUCKET_MS} ms long.`),
    count: z.int().min(1).describe('How often somebody went back to it.'),
  })
  .meta({ id: 'Rewinds' });
export type Rewinds = z.infer<typeof Rewinds>;
