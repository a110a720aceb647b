import type { MatchTask, Verdict } from '@lockstep/contracts';
import { firstMissed, shareOf, type TaskFound } from './task-found.js';

/** Judges each pair by itself. */
export function judgeMatch({ items }: MatchTask, given: readonly string[]): TaskFound {
  const parts = items.map(({ option }, i): Verdict => (given[i] === option ? 'right' : 'wrong'));
  return { parts, credit: shareOf(parts), missed: firstMissed(parts) };
}
