import * as z from 'zod';
import { GapsTask, showGaps, solveGaps } from './gaps/gaps.js';
import { HotspotTask, showHotspot, solveHotspot } from './hotspot/hotspot.js';
import { LabelTask, showLabel, solveLabel } from './label/label.js';
import { MatchTask, showMatch, solveMatch } from './match/match.js';
import { OrderTask, showOrder, solveOrder } from './order/order.js';
import { showSurvey, solveSurvey, SurveyTask } from './survey/survey.js';
import { type ShownTask, type TaskKind, wordsOfParts } from './shown-task.js';

/** A question that is answered by parts, as its author writes it, with what is right where anything is. */
export const Task = z.discriminatedUnion('kind', [
  OrderTask,
  MatchTask,
  GapsTask,
  HotspotTask,
  LabelTask,
  SurveyTask,
]);
export type Task = z.infer<typeof Task>;

/** One whose answers are right or wrong. */
export type JudgedTask = Exclude<Task, { kind: 'survey' }>;

type Of<K extends TaskKind> = Extract<Task, { kind: K }>;
type ScriptKind<T> = {
  /** What students see of it. */
  readonly show: (task: T) => ShownTask;
  /** The parts of a right answer. */
  readonly solve: (task: T) => string[];
};

const kinds: { readonly [K in TaskKind]: ScriptKind<Of<K>> } = {
  order: { show: showOrder, solve: solveOrder },
  match: { show: showMatch, solve: solveMatch },
  gaps: { show: showGaps, solve: solveGaps },
  hotspot: { show: showHotspot, solve: solveHotspot },
  label: { show: showLabel, solve: solveLabel },
  survey: { show: showSurvey, solve: solveSurvey },
};
const kindOf = (task: Task): ScriptKind<Task> => kinds[task.kind] as ScriptKind<Task>;

/** What students see of a task. */
export const shownTask = (task: Task): ShownTask => kindOf(task).show(task);
/** The parts of a right answer to a task; none of a survey. */
export const solutionOf = (task: Task): string[] => kindOf(task).solve(task);

/** A line for each part of a right answer, for people: of places on a picture the names of their areas. */
export const solutionWords = (task: Task): readonly string[] => {
  if (task.kind === 'survey') return [];
  return task.kind === 'hotspot'
    ? task.areas
        .filter(({ right }) => right)
        .slice(0, task.marks)
        .map(({ text }) => text)
    : wordsOfParts(shownTask(task), solutionOf(task));
};
