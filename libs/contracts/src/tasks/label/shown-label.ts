import * as z from 'zod/mini';
import { Choice, OpaqueId, wireText } from '../../wire-fields.js';
import { Area } from '../area.js';
import { MAX_PARTS, type ShownKind, textOfId } from '../shown-kind.js';

/**
 * Labels to be put onto places of the picture of the question. An answer names a label for each place, in the order of the
 * places.
 */
export const ShownLabel = z.object({
  kind: z.literal('label'),
  places: z
    .array(z.extend(Area, { id: OpaqueId, name: z.exactOptional(wireText(120)) }))
    .check(z.minLength(1), z.maxLength(MAX_PARTS)),
  options: z.array(Choice).check(z.minLength(2), z.maxLength(MAX_PARTS)),
});
export type ShownLabel = z.infer<typeof ShownLabel>;

export const shownLabel: ShownKind<ShownLabel> = {
  partsOf: ({ places }) =>
    places.map(({ id, name }, i) => ({
      id,
      text: `(${String(i + 1)})${name === undefined ? '' : ` ${name}`}`,
    })),
  problemWith: ({ places, options }, parts) =>
    parts.length === places.length && parts.every((id) => options.some((option) => option.id === id))
      ? undefined
      : 'Every place has one of the labels.',
  wordsOf: ({ places, options }, parts) =>
    places.map((_, i) => `(${String(i + 1)}) ${textOfId(options, parts[i] ?? '')}`),
};
