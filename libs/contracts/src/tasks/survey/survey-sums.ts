import { chosenIn, optionsOf, type ShownSurvey } from './shown-survey.js';

/** Counts of a survey by {@link surveyKey}. */
export type SurveyCounts = Readonly<Record<string, number>>;

/** Under which key the sum of an item stands, or that of one of its options; both counted from 1. */
export const surveyKey = (item: number, option?: number): string =>
  option === undefined ? String(item) : `${String(item)}.${String(option)}`;

/**
 * How often each option was chosen, and how many answered each item; never what anybody wrote.
 *
 * @param fewest an item that fewer have answered is left out: its sum would point at persons
 */
export function countSurvey(
  { items }: ShownSurvey,
  answers: readonly (readonly string[])[],
  fewest = 1,
): SurveyCounts {
  const counts: Record<string, number> = {};
  for (const [i, item] of items.entries()) {
    const given = answers.map((parts) => parts[i] ?? '').filter((part) => part !== '');
    if (given.length < fewest) continue;
    counts[surveyKey(i + 1)] = given.length;
    if (item.by === 'text') continue;
    const chosen = given.flatMap(chosenIn);
    for (const [o, { id }] of optionsOf(item).entries())
      counts[surveyKey(i + 1, o + 1)] = chosen.filter((one) => one === id).length;
  }
  return counts;
}

/** The sums of one item, for a chart. */
export type SurveySum = {
  readonly item: ShownSurvey['items'][number];
  /** How many answered it; undefined: too few to say. */
  readonly total: number | undefined;
  /** By the ids of its options. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of a scale that somebody answered. */
  readonly mean: number | undefined;
};

export const sumsOf = ({ items }: ShownSurvey, counts: SurveyCounts): SurveySum[] =>
  items.map((item, i) => {
    const total = counts[surveyKey(i + 1)];
    const options = optionsOf(item).map(({ id }, o) => [id, counts[surveyKey(i + 1, o + 1)] ?? 0] as const);
    const points = options.reduce((sum, [id, count]) => sum + Number(id) * count, 0);
    return {
      ...{ item, total, counts: Object.fromEntries(options) },
      mean: item.by === 'scale' && total !== undefined && total > 0 ? points / total : undefined,
    };
  });
