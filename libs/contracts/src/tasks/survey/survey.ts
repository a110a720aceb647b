import * as z from 'zod';
import { MAX_PARTS } from '../shown-kind.js';
import type { ShownSurvey } from './shown-survey.js';
import { SurveyItem } from './shown-survey.js';

const areDistinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** As its author writes it: there is nothing in it that students do not see. */
export const SurveyTask = z
  .strictObject({
    kind: z.literal('survey'),
    items: z.array(SurveyItem).min(1).max(MAX_PARTS),
  })
  .refine(({ items }) => areDistinct(items.map(({ id }) => id)), { error: 'every item has an id of its own' })
  .refine(
    ({ items }) => items.every((one) => !('choices' in one) || areDistinct(one.choices.map(({ id }) => id))),
    { error: 'every choice of an item has an id of its own' },
  );
export type SurveyTask = z.infer<typeof SurveyTask>;

export const showSurvey = ({ kind, items }: SurveyTask): ShownSurvey => ({ kind, items });
/** Nothing is right or wrong. */
export const solveSurvey = (): string[] => [];
