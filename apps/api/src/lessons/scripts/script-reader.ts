import type { LessonAsset, LessonScript, ScriptProblem } from '@lockstep/contracts';
import { hasErrors, type Problem } from '@lockstep/lesson';
import type { LessonReader } from '../reading/lesson-reader.js';

/** What was understood of a script, and everything its author should know. */
export type ReadScript = {
  /** null while there are errors. */
  readonly script: LessonScript | null;
  readonly problems: ScriptProblem[];
  /** null where it cannot be read. */
  readonly title: string | null;
  readonly language: string | null;
};

/** Reads a script and looks whether the files that it names are there. @throws ReaderBusy */
export async function readScript(
  reader: LessonReader,
  text: string,
  files: readonly LessonAsset[],
): Promise<ReadScript> {
  const { script, problems } = await reader.read(text, {
    files: files.map(({ path, sizeBytes }) => ({ path, sizeBytes })),
  });
  return {
    script: script && !hasErrors(problems) ? script : null,
    problems: problems.map(describeScriptProblem),
    title: script?.title ?? null,
    language: script?.language ?? null,
  };
}

export function describeScriptProblem(problem: Problem): ScriptProblem {
  const { severity, code, message, remedy, params, stepId = null, place } = problem;
  return {
    ...{ severity, code, message, remedy, stepId },
    ...(params && { params }),
    line: place?.line ?? null,
    column: place?.column ?? null,
    endLine: place?.endLine ?? null,
    endColumn: place?.endColumn ?? null,
  };
}
