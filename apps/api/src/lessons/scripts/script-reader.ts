import { type LessonAsset, LessonScript, type ScriptProblem } from '@lockstep/contracts';
import { parse } from 'yaml';

/** What was understood of a script, and everything its author should know. */
export type ReadScript = {
  /** null while there are errors. */
  readonly script: LessonScript | null;
  readonly problems: ScriptProblem[];
  readonly title: string | null;
  readonly language: string | null;
};

export function readScript(text: string, files: readonly LessonAsset[]): ReadScript {
  void files;
  const result = LessonScript.safeParse(parse(text));
  if (result.success) {
    const { title, language } = result.data;
    return { script: result.data, problems: [], title, language };
  }
  const problems = result.error.issues.map((issue): ScriptProblem => ({
    severity: 'error',
    code: 'schema',
    message: `${issue.path.join('.')}: ${issue.message}`,
    remedy: '',
    stepId: null,
    line: 1,
    column: 1,
    endLine: null,
    endColumn: null,
  }));
  return { script: null, problems, title: null, language: null };
}
