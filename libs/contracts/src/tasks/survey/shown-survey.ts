import * as z from 'zod/mini';
import { Choice, OpaqueId, wireText } from '../../wire-fields.js';
import { MAX_PARTS, type ShownKind, textOfId } from '../shown-kind.js';

/** Longest text that is written into one item, in characters: 20 of them in three bytes each pass as one answer. */
export const MAX_SURVEY_TEXT = 500;
/** Most points of a scale. */
export const MAX_SCALE = 10;
const MAX_CHOICES = 12;

const item = {
  id: OpaqueId,
  /** What is asked. */
  text: wireText(300),
  /** It may be left out. */
  optional: z.exactOptional(z.literal(true)),
};
const choices = z.array(Choice).check(z.minLength(2), z.maxLength(MAX_CHOICES));

/** One thing that is asked for in a survey. */
export const SurveyItem = z.discriminatedUnion('by', [
  z.object({
    ...item,
    by: z.literal('scale'),
    /** The points are counted from 1. */
    points: z.int().check(z.gte(2), z.lte(MAX_SCALE)),
    /** What the first and the last point mean. */
    low: z.exactOptional(wireText(60)),
    high: z.exactOptional(wireText(60)),
  }),
  z.object({ ...item, by: z.literal('choice'), choices }),
  z.object({ ...item, by: z.literal('choices'), choices }),
  z.object({ ...item, by: z.literal('text') }),
]);
export type SurveyItem = z.infer<typeof SurveyItem>;

/**
 * Several things asked as one form, without a right answer. An answer has a string for each item: the point of the scale, the id
 * of the choice, the ids of the choices with spaces between them, or what was written; empty where an optional one was left out.
 */
export const ShownSurvey = z.object({
  kind: z.literal('survey'),
  items: z.array(SurveyItem).check(z.minLength(1), z.maxLength(MAX_PARTS)),
});
export type ShownSurvey = z.infer<typeof ShownSurvey>;

/** What can be chosen of an item: its points or its choices. Nothing of a text. */
export function optionsOf(one: SurveyItem): readonly Choice[] {
  if (one.by === 'text') return [];
  if (one.by !== 'scale') return one.choices;
  return Array.from({ length: one.points }, (_, i) => ({ id: String(i + 1), text: String(i + 1) }));
}

/** The ids of the options that the answer to an item names. */
export const chosenIn = (part: string): string[] => part.split(' ').filter((id) => id !== '');

function fits(one: SurveyItem, part: string): boolean {
  if (part.trim() === '') return one.optional === true;
  if (one.by === 'text') return part.length <= MAX_SURVEY_TEXT;
  const ids = chosenIn(part);
  const isOnce = new Set(ids).size === ids.length && (ids.length === 1 || one.by === 'choices');
  return isOnce && ids.every((id) => optionsOf(one).some((option) => option.id === id));
}

/** The items that are not answered as they must be, counted from 0. */
export const missingOf = ({ items }: ShownSurvey, parts: readonly string[]): number[] =>
  items.flatMap((one, i) => (fits(one, parts[i] ?? '') ? [] : [i]));

/** What was answered to one item, for people. */
export const wordsOfItem = (one: SurveyItem, part: string): string =>
  one.by === 'text'
    ? part
    : chosenIn(part)
        .map((id) => (one.by === 'scale' ? `${id}/${String(one.points)}` : textOfId(one.choices, id)))
        .join(', ');

export const shownSurvey: ShownKind<ShownSurvey> = {
  partsOf: ({ items }) => items.map(({ id, text }) => ({ id, text })),
  problemWith: (shown, parts) =>
    parts.length === shown.items.length && missingOf(shown, parts).length === 0
      ? undefined
      : 'Every item that is not optional is answered by what it offers.',
  wordsOf: ({ items }, parts) =>
    items.map((one, i) => `${one.text} → ${wordsOfItem(one, parts[i] ?? '') || '–'}`),
};
