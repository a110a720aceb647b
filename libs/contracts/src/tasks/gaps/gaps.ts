import * as z from 'zod';
import { MAX_PART, MAX_PARTS } from '../shown-kind.js';
import type { ShownGaps } from './shown-gaps.js';

/** As its author writes it: the text around the gaps, and what is right in each of them. */
export const GapsTask = z
  .strictObject({
    kind: z.literal('gaps'),
    segments: z
      .array(z.string().max(1000))
      .min(2)
      .max(MAX_PARTS + 1),
    gaps: z
      .array(z.strictObject({ accept: z.array(z.string().trim().min(1).max(MAX_PART)).min(1).max(20) }))
      .min(1)
      .max(MAX_PARTS),
  })
  .refine(({ segments, gaps }) => segments.length === gaps.length + 1, {
    error: 'there is a text before, between and behind the gaps',
  });
export type GapsTask = z.infer<typeof GapsTask>;

export const showGaps = ({ kind, segments }: GapsTask): ShownGaps => ({ kind, segments });
export const solveGaps = ({ gaps }: GapsTask): string[] => gaps.map(({ accept }) => accept[0] ?? '');
