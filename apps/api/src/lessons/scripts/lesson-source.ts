import { type LessonAsset, type LessonComparison, type LessonScript } from '@lockstep/contracts';

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

/** What became of one in the other. */
export function compareSources(from: LessonSource, to: LessonSource): LessonComparison {
  return { from: from.version, to: to.version, settings: [], steps: [], files: comparedFiles(from, to) };
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
