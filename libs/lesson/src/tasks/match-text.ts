import { MAX_PART, MAX_PARTS, type MatchTask } from '@lockstep/contracts';
import * as z from 'zod';
import { nameChoices } from '../ids.js';
import { orderedEntries, orderedRecord } from '../text/ordered-names.js';
import { type TaskText, twice, words } from './task-text.js';

const match = z
  .record(z.string().min(1).max(MAX_PART), words(MAX_PART))
  .refine((pairs) => Object.keys(pairs).length >= 1, { error: 'has no pair' })
  .refine((pairs) => Object.keys(pairs).length <= MAX_PARTS, {
    error: `has more than ${String(MAX_PARTS)} pairs`,
  })
  .exactOptional()
  .describe('Pairs: each item with what belongs to it. Several items may have the same.');
const extra = z
  .array(words(MAX_PART))
  .max(MAX_PARTS - 1)
  .exactOptional()
  .describe('With match and label: more to choose from, which belongs nowhere.');

type Keys = { readonly match: typeof match; readonly extra: typeof extra };

export const matchText: TaskText<MatchTask, Keys> = {
  keys: { match, extra },
  read(text, report) {
    const pairs = orderedEntries(text['match'] as Readonly<Record<string, string>>);
    const others = (text['extra'] ?? []) as readonly string[];
    const right = [...new Set(pairs.map(([, option]) => option))];
    const again = others.findIndex((one, i) => right.includes(one) || others.indexOf(one) !== i);
    if (again >= 0) report(twice(others[again] ?? '', 'extra', again));
    const options = nameChoices([...right, ...others].map((one) => ({ text: one })));
    if (options.length < 2 || options.length > MAX_PARTS) {
      report({
        code: 'few-choices',
        message: 'There is nothing to choose between.',
        remedy: `Write from two to ${String(MAX_PARTS)} different things under match and extra.`,
        path: ['match'],
      });
      return undefined;
    }
    const idOf = new Map(options.map(({ id, text: name }) => [name, id]));
    const items = nameChoices(pairs.map(([item]) => ({ text: item }))).map((item, i) => ({
      ...item,
      option: idOf.get(pairs[i]?.[1] ?? '') ?? '',
    }));
    return { kind: 'match', items, options };
  },
  write({ items, options }) {
    const textOf = (id: string) => options.find((option) => option.id === id)?.text ?? '';
    const others = options.filter(({ id }) => items.every(({ option }) => option !== id));
    return {
      match: orderedRecord(items.map(({ text, option }) => [text, textOf(option)])),
      ...(others.length === 0 ? {} : { extra: others.map(({ text }) => text) }),
    };
  },
};
