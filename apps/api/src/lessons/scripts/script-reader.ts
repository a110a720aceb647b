import { type LessonAsset, type LessonScript, type ScriptProblem } from '@lockstep/contracts';
import {
  byPlace,
  hasErrors,
  type LessonPlaces,
  parseLesson,
  type Path,
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
  const found: Problem[] = [...problems];
  if (script) found.push(...missingFiles(script, places, new Set(files.map(({ path }) => path))));
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

type NamedFile = { readonly file: string; readonly place: Problem['place']; readonly stepId?: string };

function missingFiles(script: LessonScript, places: LessonPlaces, present: ReadonlySet<string>): Problem[] {
  return namedFiles(script, places).flatMap(({ file, place, stepId }): Problem[] => {
    if (present.has(pathOfFile(file))) return [];
    const names = [...present].slice(0, 5).join(', ');
    const remedy =
      names === ''
        ? `Upload ${file}.`
        : `Upload it, or name one that is there: ${names}${present.size > 5 ? ' …' : ''}.`;
    return [
      {
        ...{ severity: 'error', code: 'missing-file', message: `The file ${file} is not there.`, remedy },
        ...(place && { place }),
        ...(stepId !== undefined && { stepId }),
      },
    ];
  });
}

/** Every file that a script names, in the order of the text. */
function namedFiles({ slides, avatar, steps }: LessonScript, places: LessonPlaces): NamedFile[] {
  const ofHead = (file: string, path: Path): NamedFile => ({ file, place: places.ofHead(path) });
  const deck = Array.isArray(slides)
    ? slides.map((file, i) => ofHead(file, ['slides', i]))
    : slides === undefined
      ? []
      : [ofHead(slides, ['slides'])];
  const clips =
    typeof avatar === 'string'
      ? []
      : [ofHead(avatar.idle, ['avatar', 'idle']), ofHead(avatar.talking, ['avatar', 'talking'])];
  const played = steps.flatMap((step, index) =>
    step.kind === 'play' ? [{ file: step.clip, place: places.ofStep(index, ['clip']), stepId: step.id }] : [],
  );
  return [...deck, ...clips, ...played];
}

/** As it is kept: without `./`, composed as names are. */
export const pathOfFile = (file: string): string => file.replace(/^(\.\/)+/, '').normalize('NFC');
