import * as z from 'zod';
import { MAX_PARTS } from './tasks/shown-kind.js';

/** `unclear`: could not be judged; it is shown as "not yet reviewed" and never counted. */
export const Verdict = z.enum(['right', 'partly', 'wrong', 'unclear']).meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof Verdict>;

/** What a brain thinks of one answer, and who thought it. Texts are in the lesson's language, for the student. */
export const Judgement = z
  .strictObject({
    verdict: Verdict,
    praise: z.string().nullable().describe('What is right about the answer.'),
    correction: z.string().nullable(),
    hint: z.string().nullable().describe('For another try.'),
    say: z.string().describe('The sentence to say: complete without the other fields.'),
    confidence: z.number().min(0).max(1),
    credit: z
      .number()
      .min(0)
      .max(1)
      .exactOptional()
      .describe('Share of the points that it earns, where that is more than the verdict says.'),
    feedback: z
      .int()
      .min(0)
      .exactOptional()
      .describe('Which entry of the question’s `feedback` the answer earned, counted from 0.'),
    parts: z.array(Verdict).max(MAX_PARTS).exactOptional().describe('Of a task: each part by itself.'),
    /** Which mistake it is, so that the same ones can be counted over a class; never a student's words. */
    mistake: z.string().max(200).nullable(),
    by: z.strictObject({
      brain: z.enum(['offline', 'openai', 'teacher']),
      model: z.string().nullable(),
      promptVersion: z.string().nullable(),
      latencyMs: z.number().min(0),
      /** Why the brain that was asked first did not answer; null when it did. */
      insteadOf: z
        .strictObject({
          brain: z.string(),
          reason: z.enum(['timeout', 'refusal', 'invalid-output', 'budget', 'error']),
        })
        .nullable(),
      tokens: z.strictObject({ input: z.int(), output: z.int() }).nullable(),
      costUsd: z.number().nullable(),
    }),
  })
  .meta({ id: 'Judgement' });
export type Judgement = z.infer<typeof Judgement>;

/** What is known of an answer: `unclear` and `not-reviewed` are not judged. */
export type KnownVerdict = Verdict | 'not-reviewed';
/** As much of a judgement as says what an answer earns. */
export type Creditable = Pick<Judgement, 'credit' | 'verdict'>;

const worth: Readonly<Record<KnownVerdict, number | null>> = {
  right: 1,
  partly: 0.5,
  wrong: 0,
  unclear: null,
  'not-reviewed': null,
};

/** Share of its points that an answer earns; null: it is not judged yet. Partly right is half, unless it was counted. */
export function creditOf(verdict: KnownVerdict, judgement: Creditable | null): number | null {
  return judgement?.verdict === verdict ? (judgement.credit ?? worth[verdict]) : worth[verdict];
}
