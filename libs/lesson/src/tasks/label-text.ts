import { type LabelTask, MAX_PART, MAX_PARTS } from '@lockstep/contracts';
import * as z from 'zod';
import { nameChoices } from '../ids.js';
import { areaKeys, type AreaKeys, type PictureSize, PlaceText, readArea, writeArea } from './area-text.js';
import { orderedEntries, orderedRecord } from '../text/ordered-names.js';
import { type TaskText, twice } from './task-text.js';

const label = z
  .record(
    z.string().min(1).max(MAX_PART),
    z.union([
      PlaceText,
      z.strictObject({
        ...areaKeys,
        name: z
          .string()
          .trim()
          .min(1)
          .max(120)
          .exactOptional()
          .describe('Where it is, for students who do not see the picture; it must not give the label away.'),
      }),
    ]),
  )
  .refine((places) => Object.keys(places).length >= 1, { error: 'has no label' })
  .refine((places) => Object.keys(places).length <= MAX_PARTS, {
    error: `has more than ${String(MAX_PARTS)} labels`,
  })
  .exactOptional()
  .describe(
    'Labels to be put onto the picture under media, each with its place: [20%, 35%], or rect, circle or oval.',
  );

type PlaceOf = readonly [string | number, string | number] | (AreaKeys & { readonly name?: string });

export const labelText: TaskText<LabelTask, { readonly label: typeof label }> = {
  keys: { label },
  read(text, report) {
    const size = (text['media'] as { size?: PictureSize } | undefined)?.size;
    const written = orderedEntries(text['label'] as Readonly<Record<string, PlaceOf>>);
    const others = (text['extra'] ?? []) as readonly string[];
    const right = written.map(([name]) => name);
    const again = others.findIndex((one, i) => right.includes(one) || others.indexOf(one) !== i);
    if (again >= 0) report(twice(others[again] ?? '', 'extra', again));
    const options = nameChoices([...right, ...others].map((one) => ({ text: one })));
    if (options.length < 2 || options.length > MAX_PARTS) {
      report({
        code: 'few-choices',
        message: 'There is nothing to choose between.',
        remedy: `Write from two to ${String(MAX_PARTS)} different labels under label and extra.`,
        path: ['label'],
      });
      return undefined;
    }
    const places = written.flatMap(([option, place], i) => {
      const area = readArea(place, size);
      const id = String(i + 1);
      if ('region' in area) return [{ id, ...nameOf(place), ...area, option: options[i]?.id ?? '' }];
      report({ code: 'bad-area', ...area, path: ['label', option] });
      return [];
    });
    return places.length < written.length ? undefined : { kind: 'label', places, options };
  },
  write({ places, options }) {
    const textOf = (id: string) => options.find((option) => option.id === id)?.text ?? '';
    const others = options.filter(({ id }) => places.every(({ option }) => option !== id));
    return {
      label: orderedRecord(
        places.map(({ name, option, region, round }) => [
          textOf(option),
          { ...(name === undefined ? {} : { name }), ...writeArea({ region, ...(round && { round }) }) },
        ]),
      ),
      ...(others.length === 0 ? {} : { extra: others.map(({ text }) => text) }),
    };
  },
};

const nameOf = (place: PlaceOf): { name?: string } =>
  'name' in place && place.name !== undefined ? { name: place.name } : {};
