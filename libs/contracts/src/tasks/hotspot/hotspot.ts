import * as z from 'zod';
import { Id } from '../../rest/id.js';
import { Area, centreOf, writePoint } from '../area.js';
import { MAX_PART, MAX_PARTS } from '../shown-kind.js';
import type { ShownHotspot } from './shown-hotspot.js';

/** As its author writes it: areas of the picture of the question, and which of them are right. */
export const HotspotTask = z
  .strictObject({
    kind: z.literal('hotspot'),
    areas: z
      .array(
        z.strictObject({
          id: Id,
          text: z.string().trim().min(1).max(MAX_PART),
          ...Area.shape,
          right: z.boolean(),
        }),
      )
      .min(1)
      .max(MAX_PARTS),
    marks: z.int().min(1).max(MAX_PARTS).describe('How many places a student marks.'),
    outlined: z.boolean().describe('Students see all areas, and their names.'),
  })
  .refine(({ areas, marks }) => areas.filter(({ right }) => right).length >= marks, {
    error: 'there are at least as many right areas as marks',
  })
  .refine(({ areas, outlined }) => !outlined || areas.length >= 2, {
    error: 'there are two areas or more where they are outlined',
  });
export type HotspotTask = z.infer<typeof HotspotTask>;

export const showHotspot = ({ kind, areas, marks, outlined }: HotspotTask): ShownHotspot => ({
  kind,
  marks,
  // by their place, from the top: the order of the author may tell which is right
  ...(outlined && {
    areas: areas
      .map(({ id, text, region, round }) => ({ id, text, region, ...(round && { round }) }))
      .toSorted((a, b) => a.region.y - b.region.y || a.region.x - b.region.x || (a.id < b.id ? -1 : 1)),
  }),
});
export const solveHotspot = ({ areas, marks }: HotspotTask): string[] =>
  areas
    .filter(({ right }) => right)
    .slice(0, marks)
    .map((area) => writePoint(centreOf(area)));
