import * as z from 'zod';

/** GET /api/demo: what a visitor may look at without an invitation. */
export const Demo = z
  .object({
    student: z
      .string()
      .nullable()
      .describe('Path of the page of a class that anybody may join; null: this server shows none.'),
  })
  .meta({ id: 'Demo' });
export type Demo = z.infer<typeof Demo>;
