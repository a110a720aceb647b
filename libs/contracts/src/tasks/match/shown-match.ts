import * as z from 'zod/mini';
import { Choice } from '../../wire-fields.js';
import { MAX_PARTS, type ShownKind, textOfId } from '../shown-kind.js';

/** Items that each belong to one of the options. An answer names an option for each item, in the order of the items. */
export const ShownMatch = z.object({
  kind: z.literal('match'),
  items: z.array(Choice).check(z.minLength(1), z.maxLength(MAX_PARTS)),
  options: z.array(Choice).check(z.minLength(2), z.maxLength(MAX_PARTS)),
});
export type ShownMatch = z.infer<typeof ShownMatch>;

export const shownMatch: ShownKind<ShownMatch> = {
  partsOf: ({ items }) => items,
  problemWith: ({ items, options }, parts) =>
    parts.length === items.length && parts.every((id) => options.some((option) => option.id === id))
      ? undefined
      : 'Every item is matched to one of the options.',
  wordsOf: ({ items, options }, parts) =>
    items.map(({ text }, i) => `${text} → ${textOfId(options, parts[i] ?? '')}`),
};
