import * as z from 'zod/mini';
import { Choice } from '../../wire-fields.js';
import { arePermutation, MAX_PARTS, type ShownKind, textOfId } from '../shown-kind.js';

/** Things to be put in order, in an order that says nothing. An answer names their ids in the order wanted. */
export const ShownOrder = z.object({
  kind: z.literal('order'),
  items: z.array(Choice).check(z.minLength(2), z.maxLength(MAX_PARTS)),
});
export type ShownOrder = z.infer<typeof ShownOrder>;

export const shownOrder: ShownKind<ShownOrder> = {
  partsOf: ({ items }) => items,
  problemWith: ({ items }, parts) =>
    arePermutation(
      parts,
      items.map(({ id }) => id),
    )
      ? undefined
      : 'Every item has one place in the order.',
  wordsOf: ({ items }, parts) => parts.map((id, i) => `${String(i + 1)}. ${textOfId(items, id)}`),
};
