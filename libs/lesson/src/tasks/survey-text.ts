import { MAX_PART, MAX_PARTS, MAX_SCALE, type SurveyItem, type SurveyTask } from '@lockstep/contracts';
import * as z from 'zod';
import { nameChoices } from '../ids.js';
import { type TaskProblem, type TaskText, twice, words } from './task-text.js';

const MAX_CHOICES = 12;

const Item = z.strictObject({
  ask: words(MAX_PART).describe('What is asked. Alone: students write a text.'),
  scale: z
    .int()
    .min(2)
    .max(MAX_SCALE)
    .exactOptional()
    .describe('How many points the scale has: 5 is from 1 to 5.'),
  low: words(60).exactOptional().describe('What 1 means.'),
  high: words(60).exactOptional().describe('What the last point of the scale means.'),
  choices: z
    .array(words(MAX_PART))
    .max(MAX_CHOICES)
    .exactOptional()
    .describe('What there is to choose from.'),
  several: z.boolean().exactOptional().describe('Several choices may be made. Default: false.'),
  optional: z.boolean().exactOptional().describe('It may be left out. Default: false.'),
});

const survey = z
  .array(z.union([words(MAX_PART), Item]))
  .min(1)
  .max(MAX_PARTS)
  .exactOptional()
  .describe(
    'Several things asked as one form, without a right answer: {ask, scale}, {ask, choices}, or a text alone for what students write.',
  );

type ItemText = string | z.infer<typeof Item>;
type Report = (problem: TaskProblem) => void;

/** What a key means only beside another one. */
const beside = { low: 'scale', high: 'scale', several: 'choices' } as const;

function misfits(item: Exclude<ItemText, string>, at: number): TaskProblem | undefined {
  const bad = (message: string, remedy: string, ...path: (string | number)[]): TaskProblem => ({
    ...{ code: 'bad-survey', message, remedy },
    path: ['survey', at, ...path],
  });
  if (item.scale !== undefined && item.choices !== undefined)
    return bad('This item has both a scale and choices.', 'Take one away, or make two items of it.', 'scale');
  for (const [key, other] of Object.entries(beside) as [keyof typeof beside, 'scale' | 'choices'][])
    if (item[key] !== undefined && item[other] === undefined)
      return bad(`${key} has no meaning without ${other}.`, `Add ${other}, or take ${key} away.`, key);
  return undefined;
}

function readItem(text: ItemText, at: number, report: Report): WithoutId | undefined {
  const item = typeof text === 'string' ? { ask: text } : text;
  const problem = misfits(item, at);
  if (problem) {
    report(problem);
    return undefined;
  }
  const { ask, scale, low, high, choices, several, optional } = item;
  const rest = { text: ask, ...(optional === true && ({ optional } as const)) };
  if (scale !== undefined)
    return {
      ...{ ...rest, by: 'scale', points: scale },
      ...(low !== undefined && { low }),
      ...(high !== undefined && { high }),
    };
  if (choices === undefined) return { ...rest, by: 'text' };
  const again = choices.findIndex((one, i) => choices.indexOf(one) !== i);
  if (again >= 0) report(twice(choices[again] ?? '', 'survey', at, 'choices', again));
  if (choices.length < 2)
    report({
      code: 'few-choices',
      message: 'There is nothing to choose between.',
      remedy: 'Write two choices or more.',
      path: ['survey', at, 'choices'],
    });
  if (again >= 0 || choices.length < 2) return undefined;
  return {
    ...{ ...rest, by: several === true ? 'choices' : 'choice' },
    choices: nameChoices(choices.map((one) => ({ text: one }))),
  };
}

type WithoutId = SurveyItem extends infer One ? (One extends SurveyItem ? Omit<One, 'id'> : never) : never;

export const surveyText: TaskText<SurveyTask, { readonly survey: typeof survey }> = {
  keys: { survey },
  read(text, report) {
    const written = text['survey'] as readonly ItemText[];
    const items = written.flatMap((one, i) => readItem(one, i, report) ?? []);
    if (items.length < written.length) return undefined;
    const named = nameChoices(items.map((item) => ({ text: item.text })));
    return {
      kind: 'survey',
      items: items.map((item, i) => ({ ...item, id: named[i]?.id ?? String(i + 1) })),
    };
  },
  write: ({ items }) => ({ survey: items.map(writeItem) }),
};

function writeItem(item: SurveyItem): unknown {
  const optional = item.optional === true ? { optional: true } : {};
  switch (item.by) {
    case 'text':
      return item.optional === true ? { ask: item.text, ...optional } : item.text;
    case 'scale': {
      const { text, points, low, high } = item;
      const ends = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
      return { ask: text, scale: points, ...ends, ...optional };
    }
    case 'choice':
    case 'choices': {
      const choices = item.choices.map(({ text }) => text);
      return { ask: item.text, choices, ...(item.by === 'choices' ? { several: true } : {}), ...optional };
    }
  }
}
