import * as z from 'zod/mini';
import type { Choice } from '../wire-fields.js';
import { ShownGaps, shownGaps } from './gaps/shown-gaps.js';
import { ShownHotspot, shownHotspot } from './hotspot/shown-hotspot.js';
import { ShownLabel, shownLabel } from './label/shown-label.js';
import { ShownMatch, shownMatch } from './match/shown-match.js';
import { ShownOrder, shownOrder } from './order/shown-order.js';
import type { ShownKind } from './shown-kind.js';
import { ShownSurvey, shownSurvey } from './survey/shown-survey.js';

/** A question that is answered by parts, as students see it: nothing in it says which answer is right. */
export const ShownTask = z.discriminatedUnion('kind', [
  ShownOrder,
  ShownMatch,
  ShownGaps,
  ShownHotspot,
  ShownLabel,
  ShownSurvey,
]);
export type ShownTask = z.infer<typeof ShownTask>;
export type TaskKind = ShownTask['kind'];

type Of<K extends TaskKind> = Extract<ShownTask, { kind: K }>;

/** One entry a kind: the only place of this library that lists them besides the schemas. */
const kinds: { readonly [K in TaskKind]: ShownKind<Of<K>> } = {
  order: shownOrder,
  match: shownMatch,
  gaps: shownGaps,
  hotspot: shownHotspot,
  label: shownLabel,
  survey: shownSurvey,
};

/** The table pairs each kind with its own task, which the compiler cannot follow through an index. */
const kindOf = (task: ShownTask): ShownKind<ShownTask> => kinds[task.kind] as ShownKind<ShownTask>;

/** The parts of a task that are judged one by one, with words for a chart. */
export const partsOf = (task: ShownTask): readonly Choice[] => kindOf(task).partsOf(task);
/** Why `parts` is no answer to the task; undefined: it is one. */
export const problemWithParts = (task: ShownTask, parts: readonly string[]): string | undefined =>
  kindOf(task).problemWith(task, parts);
/** One line for each part of an answer, for people. */
export const wordsOfParts = (task: ShownTask, parts: readonly string[]): readonly string[] =>
  kindOf(task).wordsOf(task, parts);

/** Whether a task is done on the picture of its question. */
export const isOnPicture = (task: Pick<ShownTask, 'kind'> | undefined): boolean =>
  task?.kind === 'hotspot' || task?.kind === 'label';
