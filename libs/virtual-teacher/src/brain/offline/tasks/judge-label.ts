import type { LabelTask, Verdict } from '@lockstep/contracts';
import { firstMissed, shareOf, type TaskFound } from './task-found.js';

/** Judges each place by itself. */
export function judgeLabel({ places }: LabelTask, given: readonly string[]): TaskFound {
  const parts = places.map(({ option }, i): Verdict => (given[i] === option ? 'right' : 'wrong'));
  return { parts, credit: shareOf(parts), missed: firstMissed(parts) };
}
