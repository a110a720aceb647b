import { type AskStep, solutionWords } from '@lockstep/contracts';

/** A part of a task with its right answer, in words of the lesson. */
export function partNamed({ task }: AskStep, index: number): string | undefined {
  return task && solutionWords(task)[index];
}
