import { type HotspotTask, MAX_PART, MAX_PARTS } from '@lockstep/contracts';
import * as z from 'zod';
import { nameChoices } from '../ids.js';
import { areaKeys, type AreaKeys, type PictureSize, readArea, writeArea } from './area-text.js';
import { orderedEntries, orderedRecord } from '../text/ordered-names.js';
import type { TaskText } from './task-text.js';

const hotspot = z
  .record(
    z.string().min(1).max(MAX_PART),
    z.strictObject({
      ...areaKeys,
      right: z.boolean().exactOptional().describe('false: a place that is often taken for the right one.'),
    }),
  )
  .refine((areas) => Object.keys(areas).length >= 1, { error: 'has no area' })
  .refine((areas) => Object.keys(areas).length <= MAX_PARTS, {
    error: `has more than ${String(MAX_PARTS)} areas`,
  })
  .exactOptional()
  .describe(
    'Areas of the picture under media, each with its name, as rect, circle or oval. A student marks places.',
  );
const marks = z
  .int()
  .min(1)
  .max(MAX_PARTS)
  .exactOptional()
  .describe('With hotspot: how many places a student marks. Default: 1.');
const outlined = z
  .boolean()
  .exactOptional()
  .describe('With hotspot: students see all areas and their names. Default: false.');

type Keys = {
  readonly hotspot: typeof hotspot;
  readonly marks: typeof marks;
  readonly outlined: typeof outlined;
};
type AreaText = AreaKeys & { readonly right?: boolean };

export const hotspotText: TaskText<HotspotTask, Keys> = {
  keys: { hotspot, marks, outlined },
  read(text, report) {
    const size = (text['media'] as { size?: PictureSize } | undefined)?.size;
    const written = orderedEntries(text['hotspot'] as Readonly<Record<string, AreaText>>);
    const areas = nameChoices(written.map(([name]) => ({ text: name }))).flatMap((named, i) => {
      const { right = true, ...shape } = written[i]?.[1] ?? {};
      const area = readArea(shape, size);
      if ('region' in area) return [{ ...named, ...area, right }];
      report({ code: 'bad-area', ...area, path: ['hotspot', named.text] });
      return [];
    });
    if (areas.length < written.length) return undefined;
    const wanted = (text['marks'] as number | undefined) ?? 1;
    const right = areas.filter((area) => area.right).length;
    if (right < wanted) {
      const message =
        right === 0
          ? 'No area is right.'
          : `${String(wanted)} places are to be marked, and ${String(right)} are right.`;
      report({ code: 'no-right-answer', message, remedy: 'Add areas that are right.', path: ['hotspot'] });
      return undefined;
    }
    const isOutlined = text['outlined'] === true;
    if (isOutlined && areas.length < 2) {
      const remedy = 'Add areas with right: false, or take outlined away.';
      report({
        code: 'few-choices',
        message: 'There is nothing to choose between.',
        remedy,
        path: ['hotspot'],
      });
      return undefined;
    }
    return { kind: 'hotspot', areas, marks: wanted, outlined: isOutlined };
  },
  write: ({ areas, marks: wanted, outlined: isOutlined }) => ({
    hotspot: orderedRecord(
      areas.map(({ text, right, ...area }) => [text, { ...writeArea(area), ...(right ? {} : { right }) }]),
    ),
    ...(wanted === 1 ? {} : { marks: wanted }),
    ...(isOutlined ? { outlined: true } : {}),
  }),
};
