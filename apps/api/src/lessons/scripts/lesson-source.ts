import type { LessonAsset, LessonComparison, LessonScript } from '@lockstep/contracts';
import { ScriptHasErrors } from '../lesson-errors.js';
import type { LessonReader } from '../reading/lesson-reader.js';
import { describeScriptProblem } from './script-reader.js';

/** A draft or a version, before anything is made of it. */
export type LessonSource = {
  readonly lessonId: string;
  /** null: the draft. */
  readonly version: number | null;
  readonly title: string;
  readonly text: string;
  /** null where the text has errors. */
  readonly script: LessonScript | null;
  readonly files: readonly LessonAsset[];
  /** Of the revisions of text and files. */
  readonly draftKey: string;
};

/** What became of one in the other. @throws ScriptHasErrors where one of them cannot be read, ReaderBusy */
export async function compareSources(
  reader: LessonReader,
  from: LessonSource,
  to: LessonSource,
): Promise<LessonComparison> {
  const compared = await reader.compare(from.text, to.text);
  if (compared.is === 'unreadable') throw new ScriptHasErrors(compared.problems.map(describeScriptProblem));
  const { settings, steps } = compared;
  return { from: from.version, to: to.version, settings, steps, files: comparedFiles(from, to) };
}

function comparedFiles(from: LessonSource, to: LessonSource): LessonComparison['files'] {
  const before = new Map(from.files.map(({ path, sha256 }) => [path, sha256]));
  const after = new Map(to.files.map(({ path, sha256 }) => [path, sha256]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    if (before.get(path) === after.get(path)) return [];
    if (!before.has(path)) return { path, change: 'added' as const };
    return { path, change: after.has(path) ? ('changed' as const) : ('removed' as const) };
  });
}
