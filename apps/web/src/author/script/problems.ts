import type { ScriptProblem } from '@lockstep/contracts';
import { checkLesson, parseLesson, type Problem } from '@lockstep/lesson';

/** What is wrong with a text while it is typed, as the server finds it. */
const toScriptProblem = ({ place, stepId, ...problem }: Problem): ScriptProblem => ({
  ...problem,
  stepId: stepId ?? null,
  line: place?.line ?? null,
  column: place?.column ?? null,
  endLine: place?.endLine ?? null,
  endColumn: place?.endColumn ?? null,
});

/** All that can be found wrong without the server: the text itself, and what it names that is not there. */
export function problemsOf(text: string, files: readonly string[]): readonly ScriptProblem[] {
  const { script, problems, places } = parseLesson(text);
  const file = (path: string) => (files.includes(path) ? {} : undefined);
  const found = script ? [...problems, ...checkLesson(script, { file, places })] : problems;
  return found.map(toScriptProblem);
}

const keyOf = ({ code, line, column }: ScriptProblem) => `${code} ${line ?? 0}:${column ?? 0}`;

/**
 * What the page found in the text and what the server found beyond it, such as a slide that its deck has not; each
 * once, in the order of the text.
 */
export function mergedProblems(
  here: readonly ScriptProblem[],
  there: readonly ScriptProblem[],
): readonly ScriptProblem[] {
  const known = new Set(here.map(keyOf));
  return [...here, ...there.filter((problem) => !known.has(keyOf(problem)))].sort(
    (a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0),
  );
}

export const countErrors = (problems: readonly ScriptProblem[]): number =>
  problems.filter(({ severity }) => severity === 'error').length;
