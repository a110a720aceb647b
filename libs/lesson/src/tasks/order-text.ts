import { MAX_PART, MAX_PARTS, type OrderTask } from '@lockstep/contracts';
import * as z from 'zod';
import { nameChoices } from '../ids.js';
import { type TaskText, twice, words } from './task-text.js';

const order = z
  .array(words(MAX_PART))
  .min(2)
  .max(MAX_PARTS)
  .exactOptional()
  .describe('Things to be put in order, written in the right one; students see them in another.');

export const orderText: TaskText<OrderTask, { readonly order: typeof order }> = {
  keys: { order },
  read(text, report) {
    const items = text['order'] as readonly string[];
    const again = items.findIndex((item, i) => items.indexOf(item) !== i);
    if (again >= 0) report(twice(items[again] ?? '', 'order', again));
    return { kind: 'order', items: nameChoices(items.map((item) => ({ text: item }))) };
  },
  write: ({ items }) => ({ order: items.map(({ text }) => text) }),
};
