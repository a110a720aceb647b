import * as z from 'zod';
import { Id } from '../../rest/id.js';
import { Area } from '../area.js';
import { MAX_PART, MAX_PARTS } from '../shown-kind.js';
import { unordered } from '../unordered.js';
import type { ShownLabel } from './shown-label.js';

/** As its author writes it: places of the picture of the question, each with the label that belongs there, and more labels. */
export const LabelTask = z.strictObject({
  kind: z.literal('label'),
  places: z
    .array(
      z.strictObject({
        id: Id,
        name: z.string().trim().min(1).max(120).exactOptional().describe('For students who hear the page.'),
        ...Area.shape,
        option: Id.describe('Id of the label that belongs there.'),
      }),
    )
    .min(1)
    .max(MAX_PARTS),
  options: z
    .array(z.strictObject({ id: Id, text: z.string().trim().min(1).max(MAX_PART) }))
    .min(2)
    .max(MAX_PARTS),
});
export type LabelTask = z.infer<typeof LabelTask>;

export const showLabel = ({ kind, places, options }: LabelTask): ShownLabel => ({
  kind,
  places: places.map(({ id, name, region, round }) => ({
    id,
    region,
    ...(name !== undefined && { name }),
    ...(round && { round }),
  })),
  options: unordered(options),
});
export const solveLabel = ({ places }: LabelTask): string[] => places.map(({ option }) => option);
