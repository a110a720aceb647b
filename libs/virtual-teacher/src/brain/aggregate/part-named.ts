import { type AskStep, partsOf, shownTask, solutionOf, wordsOfParts } from '@lockstep/contracts';

/** A part of a task with its right answer, in words of the lesson. */
export function partNamed({ task }: AskStep, index: number): string | undefined {
  if (task === undefined || partsOf(shownTask(task))[index] === undefined) return undefined;
  return wordsOfParts(shownTask(task), solutionOf(task))[index];
}
