import * as z from 'zod';
import { Id } from '../../rest/id.js';
import { MAX_PART, MAX_PARTS } from '../shown-kind.js';
import { unordered } from '../unordered.js';
import type { ShownOrder } from './shown-order.js';

/** As its author writes it: the items in the right order. */
export const OrderTask = z.strictObject({
  kind: z.literal('order'),
  items: z
    .array(z.strictObject({ id: Id, text: z.string().trim().min(1).max(MAX_PART) }))
    .min(2)
    .max(MAX_PARTS)
    .describe('In the right order.'),
});
export type OrderTask = z.infer<typeof OrderTask>;

export const showOrder = ({ kind, items }: OrderTask): ShownOrder => ({ kind, items: unordered(items) });
export const solveOrder = ({ items }: OrderTask): string[] => items.map(({ id }) => id);
