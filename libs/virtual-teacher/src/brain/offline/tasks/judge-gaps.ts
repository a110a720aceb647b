import type { GapsTask, Verdict } from '@lockstep/contracts';
import { firstMissed, type JudgeWords, shareOf, type TaskFound } from './task-found.js';

/** Judges what is in each gap as a short answer. */
export async function judgeGaps(
  { gaps }: GapsTask,
  given: readonly string[],
  judgeWords: JudgeWords,
): Promise<TaskFound> {
  const parts: Verdict[] = [];
  for (const [i, { accept }] of gaps.entries()) parts.push(await judgeWords(accept, given[i] ?? ''));
  // one gap that could not be judged leaves the whole to the teacher: its share would be a guess
  const credit = parts.includes('unclear') ? undefined : shareOf(parts);
  return { parts, credit, missed: firstMissed(parts) };
}
