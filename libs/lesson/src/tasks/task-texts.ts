import type { Task, TaskKind } from '@lockstep/contracts';
import { gapsText } from './gaps-text.js';
import { hotspotText } from './hotspot-text.js';
import { labelText } from './label-text.js';
import { matchText } from './match-text.js';
import { orderText } from './order-text.js';
import { surveyText } from './survey-text.js';
import type { TaskProblem, TaskText } from './task-text.js';

/** One entry a kind. The key of a question that has the name of a kind says which it is. */
const kinds = {
  order: orderText,
  match: matchText,
  gaps: gapsText,
  hotspot: hotspotText,
  label: labelText,
  survey: surveyText,
};

/** The keys of all kinds, for the schema of a question. */
export const taskKeys = {
  ...orderText.keys,
  ...matchText.keys,
  ...gapsText.keys,
  ...hotspotText.keys,
  ...labelText.keys,
  ...surveyText.keys,
};

type Keyed = Readonly<Record<string, unknown>>;
const textOf = (kind: TaskKind): TaskText<Task, unknown> => kinds[kind] as unknown as TaskText<Task, unknown>;

/** The kind of task that a question is written as, if it is one. */
export const taskKindOf = (text: Keyed): TaskKind | undefined =>
  (Object.keys(kinds) as TaskKind[]).find((kind) => text[kind] !== undefined);

/** The task that a question is written as; undefined for another question, and for one that was reported. */
export function taskOfText(text: Keyed, report: (problem: TaskProblem) => void): Task | undefined {
  const kind = taskKindOf(text);
  return kind && textOf(kind).read(text, report);
}

/** The keys that say a task. */
export const textOfTask = (task: Task): Keyed => textOf(task.kind).write(task);
