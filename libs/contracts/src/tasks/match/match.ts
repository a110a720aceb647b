import * as z from 'zod';
import { Id } from '../../rest/id.js';
import { MAX_PART, MAX_PARTS } from '../shown-kind.js';
import { unordered } from '../unordered.js';
import type { ShownMatch } from './shown-match.js';

const words = z.string().trim().min(1).max(MAX_PART);

/** As its author writes it: each item with the option that belongs to it, and options that belong to none. */
export const MatchTask = z.strictObject({
  kind: z.literal('match'),
  items: z
    .array(
      z.strictObject({ id: Id, text: words, option: Id.describe('Id of the option that belongs to it.') }),
    )
    .min(1)
    .max(MAX_PARTS),
  options: z
    .array(z.strictObject({ id: Id, text: words }))
    .min(2)
    .max(MAX_PARTS),
});
export type MatchTask = z.infer<typeof MatchTask>;

export const showMatch = ({ kind, items, options }: MatchTask): ShownMatch => ({
  kind,
  items: items.map(({ id, text }) => ({ id, text })),
  options: unordered(options),
});
export const solveMatch = ({ items }: MatchTask): string[] => items.map(({ option }) => option);
