import * as z from 'zod/mini';
import { Choice } from '../../wire-fields.js';
import { Area, isWithin, readPoint } from '../area.js';
import { MAX_PARTS, type ShownKind } from '../shown-kind.js';

/**
 * Places to be found on the picture of the question. An answer names as many places as `marks` says. Areas are among it
 * only where their author outlines them, the wrong ones with the right ones.
 */
export const ShownHotspot = z.object({
  kind: z.literal('hotspot'),
  marks: z.int().check(z.gte(1), z.lte(MAX_PARTS)),
  areas: z.exactOptional(z.array(z.extend(Choice, Area.shape)).check(z.minLength(2), z.maxLength(MAX_PARTS))),
});
export type ShownHotspot = z.infer<typeof ShownHotspot>;

export const shownHotspot: ShownKind<ShownHotspot> = {
  partsOf: ({ marks }) =>
    Array.from({ length: marks }, (_, i) => ({ id: String(i + 1), text: `(${String(i + 1)})` })),
  problemWith: ({ marks }, parts) =>
    parts.length === marks && parts.every((part) => readPoint(part) !== undefined)
      ? undefined
      : 'Each mark is a place on the picture, in percent from the left and from the top.',
  wordsOf: ({ areas = [] }, parts) =>
    parts.map((part, i) => {
      const point = readPoint(part);
      const area = point && areas.find((one) => isWithin(point, one));
      return `(${String(i + 1)}) ${area?.text ?? part.split(' ').join(' % / ').concat(' %')}`;
    }),
};
