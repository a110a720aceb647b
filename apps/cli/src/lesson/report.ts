import { dirname, join } from 'node:path';
import { describeProblem, type Problem } from '@lockstep/lesson';
import type { CheckedLesson } from './lesson-file.js';

/** One line for each problem, as compilers write them, so that editors and terminals link to the place. */
export function reportLines(path: string, { problems, deckProblems }: CheckedLesson): string[] {
  return [
    ...problems.map((problem) => describeProblem(problem, path)),
    ...deckProblems.map(({ file, line, column, severity, message, remedy }) =>
      [
        join(dirname(path), file),
        ...(line === undefined ? [] : [String(line), ...(column === undefined ? [] : [String(column)])]),
        ` ${severity}`,
        ` ${message} ${remedy}`,
      ].join(':'),
    ),
  ];
}

type Counted = Pick<Problem, 'severity'>;

/** `2 errors, 1 warning`. */
export function countOf(problems: readonly Counted[]): string {
  const parts = (['error', 'warning', 'advice'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    const name = severity === 'advice' ? 'piece of advice' : severity;
    const plural = severity === 'advice' ? 'pieces of advice' : `${severity}s`;
    return count === 0 ? [] : [`${String(count)} ${count === 1 ? name : plural}`];
  });
  return parts.length === 0 ? 'no problems found' : parts.join(', ');
}
