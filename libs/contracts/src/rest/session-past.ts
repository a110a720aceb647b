import * as z from 'zod';

/** GET /live/:id/past.json: what a live session can be rewound to. Times are stream times, ms. */
export const SessionPast = z
  .object({
    startPtsMs: z.number().nullable().describe('The earliest frame that can be shown again; null: none yet.'),
    endPtsMs: z.number().nullable().describe('Behind the last frame that can be shown again now.'),
    windowMs: z
      .number()
      .describe(
        'How far back it goes from there at most; 0: the session is not recorded, and cannot be rewound.',
      ),
    openQuestionSeq: z
      .int()
      .nullable()
      .describe('Seq of the event that opened the question which can be answered now; null: none can be.'),
    stretches: z
      .array(
        z.object({
          init: z.string().describe('Address of what a decoder needs first, relative to this answer.'),
          segments: z.array(z.object({ url: z.string(), startMs: z.number(), endMs: z.number() })),
        }),
      )
      .describe('The next half minute from `fromMs` on; empty without it.'),
  })
  .meta({ id: 'SessionPast' });
export type SessionPast = z.infer<typeof SessionPast>;

export const SessionPastQuery = z.object({
  fromMs: z.coerce
    .number()
    .min(0)
    .optional()
    .describe('The first segment is the one that holds this stream time, or the first one behind it.'),
});
export type SessionPastQuery = z.infer<typeof SessionPastQuery>;
