import type { LessonAsset, LessonScript, ScriptProblem } from '@lockstep/contracts';
import {
  byPlace,
  checkLesson,
  hasErrors,
  type LessonPlaces,
  parseLesson,
  type Problem,
} from '@lockstep/lesson';

/** What was understood of a script, and everything its author should know. */
export type ReadScript = {
  /** null while there are errors. */
  readonly script: LessonScript | null;
  readonly problems: ScriptProblem[];
  readonly places: LessonPlaces;
  /** null where it cannot be read. */
  readonly title: string | null;
  readonly language: string | null;
};

/** Reads a script and looks whether the files that it names are there. Never throws. */
export function readScript(text: string, files: readonly LessonAsset[]): ReadScript {
  const { script, problems, places } = parseLesson(text);
  const present = new Set(files.map(({ path }) => path));
  const file = (name: string) => (present.has(pathOfFile(name)) ? {} : undefined);
  const found = [...problems, ...(script ? checkLesson(script, { file, places }) : [])];
  return {
    script: script && !hasErrors(found) ? script : null,
    problems: found.sort(byPlace).map(describeScriptProblem),
    places,
    title: script?.title ?? null,
    language: script?.language ?? null,
  };
}

export function describeScriptProblem(problem: Problem): ScriptProblem {
  const { severity, code, message, remedy, stepId = null, place } = problem;
  return {
    ...{ severity, code, message, remedy, stepId },
    line: place?.line ?? null,
    column: place?.column ?? null,
    endLine: place?.endLine ?? null,
    endColumn: place?.endColumn ?? null,
  };
}

/** As it is kept: without `./`, composed as names are. */
export const pathOfFile = (file: string): string => file.replace(/^(\.\/)+/, '').normalize('NFC');
