import * as z from 'zod';
import { Id } from './id.js';

/** GET /api/sessions/:id/score/mine: what the calling student has earned so far. */
export const Score = z
  .object({
    earned: z.number().describe('Points, of the answers that are judged.'),
    of: z.number().describe('Points of all questions that were asked and are worth some; 0: there are none.'),
    questions: z.array(
      z.object({
        questionId: Id,
        prompt: z.string(),
        points: z.number(),
        earned: z.number().nullable().describe('null: not answered, or not judged yet.'),
        isAnswered: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof Score>;
