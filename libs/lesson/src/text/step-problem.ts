import type { Problem } from '../problem.js';
import { readDuration } from './units.js';

/** Something that a step says of itself and that does not fit; `path` below the step. */
export type StepProblem = Pick<Problem, 'code' | 'message' | 'remedy' | 'params'> & {
  readonly path: readonly (string | number)[];
};

export type Report = (problem: StepProblem) => void;

/** A duration in ms, reported where it is out of bounds. */
export function bounded(
  text: string,
  [least, most]: readonly [number, number],
  path: readonly (string | number)[],
  report: Report,
): number {
  const ms = readDuration(text) ?? 0;
  if (ms >= least && ms <= most) return ms;
  const message = `'${text}' is ${ms < least ? 'too short' : 'too long'}.`;
  const remedy = `Write a time from ${String(least)}ms to ${String(most / 60_000)}min.`;
  const params = { given: text, leastMs: least, mostMs: most };
  report({ code: 'out-of-range', message, remedy, params, path });
  return least;
}
