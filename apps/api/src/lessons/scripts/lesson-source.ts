import type { LessonAsset, LessonComparison, LessonScript, LessonStep } from '@lockstep/contracts';
import { diffLessons, formatLesson, parseLesson, type StepChange } from '@lockstep/lesson';
import { ScriptHasErrors } from '../lesson-errors.js';
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

/** What became of one in the other. Throws ScriptHasErrors where one of them cannot be read. */
export function compareSources(from: LessonSource, to: LessonSource): LessonComparison {
  const before = readable(from);
  const after = readable(to);
  const { head, steps } = diffLessons(before, after);
  return {
    from: from.version,
    to: to.version,
    settings: head.map(({ field, before: old, after: now }) => ({
      name: field,
      before: settingText(old),
      after: settingText(now),
    })),
    steps: steps.map((change) => describeChange(change, before, after)),
    files: comparedFiles(from, to),
  };
}

function readable({ text }: LessonSource): LessonScript {
  const { script, problems } = parseLesson(text);
  if (script === undefined) throw new ScriptHasErrors(problems.map(describeScriptProblem));
  return script;
}

const settingText = (value: unknown): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

function describeChange(
  change: StepChange,
  before: LessonScript,
  after: LessonScript,
): LessonComparison['steps'][number] {
  const old = 'before' in change ? stepText(before, change.before) : null;
  const now = 'after' in change ? stepText(after, change.after) : null;
  return { change: change.kind, stepId: change.id, before: old, after: now };
}

/** A step as an author writes it. */
function stepText(script: LessonScript, step: LessonStep): string {
  const text = formatLesson({ ...script, steps: [step] });
  const at = text.search(/^steps:\s*$/m);
  return text
    .slice(text.indexOf('\n', at) + 1)
    .replaceAll(/^ {2}/gm, '')
    .trim();
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
