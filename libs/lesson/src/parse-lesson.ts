import { LessonScript, type LessonStep } from '@lockstep/contracts';
import { StepNamer } from './ids.js';
import { nearest, oneOf } from './nearest.js';
import { spokenBy } from './spoken-by.js';
import { parseNarration } from './narration/parse-narration.js';
import { firstProblems, hasErrors, type Path, type Problem } from './problem.js';
import { HeadText, STEP_KEYS, type StepKey, stepTexts } from './text/lesson-text.js';
import { readYaml } from './text/read-yaml.js';
import { describeIssues, unknownKey } from './text/schema-problems.js';
import { type StepProblem, stepOfText } from './text/script-of-text.js';
import { keysAt } from './text/known-keys.js';
import { LessonPlaces } from './text/lesson-places.js';
import type { TextPlaces } from './text/text-places.js';

export type ParsedLesson = {
  /** Absent when there is an error. */
  readonly script: LessonScript | undefined;
  readonly problems: readonly Problem[];
  /** Where the parts of the script stand in the text. */
  readonly places: LessonPlaces;
};

/** Reads a lesson as its author writes it. Never throws, whatever the text. */
export function parseLesson(text: string): ParsedLesson {
  const { value, places, problems, document } = readYaml(text);
  const found: Problem[] = [...problems];
  const lessonPlaces = new LessonPlaces(places);
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMapping) {
    if (document?.errors.length === 0) found.push(noLesson(places));
    return { script: undefined, problems: firstProblems(found), places: lessonPlaces };
  }
  const { steps, ...head } = value as Record<string, unknown>;
  const readHead = HeadText.safeParse(head, { reportInput: true });
  if (!readHead.success) found.push(...describeIssues(readHead.error.issues, [], places, keysAt));
  const language = (readHead.success ? readHead.data.language : undefined) ?? 'en';
  const readSteps = new StepsReader(places, found, language).read(steps);
  for (const problem of narrationProblems(readSteps, language, lessonPlaces)) found.push(problem);
  const script = hasErrors(found)
    ? undefined
    : scriptOf({ ...head, steps: readSteps.map(({ step }) => step) });
  // What the text allows and a script does not, such as a path that leaves the folder.
  if (script?.error) found.push(...describeIssues(script.error.issues, [], places, keysAt));
  return { script: script?.data, problems: firstProblems(found), places: lessonPlaces };
}

const scriptOf = (value: unknown) => LessonScript.safeParse(value, { reportInput: true });

const noLesson = (places: TextPlaces): Problem => ({
  severity: 'error',
  code: 'no-lesson',
  message: 'This is no lesson.',
  remedy: 'Begin with title: and steps:.',
  place: places.of([]),
});

type PlacedStep = { readonly step: LessonStep; readonly index: number };

/** The problems of everything that is spoken. */
const narrationProblems = (steps: readonly PlacedStep[], language: string, places: LessonPlaces): Problem[] =>
  steps.flatMap(({ step, index }) =>
    spokenBy(step).flatMap(({ path, text }) =>
      parseNarration(text, language).problems.map(({ from, to, ...problem }) => ({
        ...problem,
        stepId: step.id,
        place: places.within(index, path, from, to),
      })),
    ),
  );

/** Ids as they are written, whatever else is wrong with a step. */
function idOf(step: unknown): string[] {
  const id: unknown = typeof step === 'object' && step !== null && 'id' in step ? step.id : undefined;
  return typeof id === 'string' ? [id] : [];
}

class StepsReader {
  readonly #names = new Set<string>();
  #lastQuestion: string | undefined;

  constructor(
    readonly places: TextPlaces,
    readonly problems: Problem[],
    readonly language: string,
  ) {}

  read(steps: unknown): PlacedStep[] {
    if (!Array.isArray(steps) || steps.length === 0) {
      const remedy = "Write steps: and below it '- say: Welcome.'";
      const message =
        steps === undefined || steps === null ? 'There are no steps.' : "'steps' is no list of steps.";
      const place = this.places.ofKey(['steps']);
      this.problems.push({ severity: 'error', code: 'no-steps', message, remedy, place });
      return [];
    }
    const namer = new StepNamer(steps.flatMap(idOf));
    return steps.flatMap((value: unknown, index) => {
      const step = this.#step(value, ['steps', index], namer);
      return step ? [{ step, index }] : [];
    });
  }

  #step(value: unknown, path: Path, namer: StepNamer): LessonStep | undefined {
    const key = this.#kind(value, path);
    if (!key) return undefined;
    const read = stepTexts[key].safeParse(value, { reportInput: true });
    if (!read.success) {
      this.problems.push(...describeIssues(read.error.issues, path, this.places, keysAt));
      return undefined;
    }
    const unnamed = stepOfText(
      read.data,
      { lastQuestion: this.#lastQuestion, language: this.language },
      (problem) => this.#report({ ...problem, path: [...path, ...problem.path] }),
    );
    if (unnamed.id !== undefined) this.#remember(unnamed.id, path);
    const step = namer.name(unnamed);
    if (step.kind === 'ask') this.#lastQuestion = step.id;
    return step;
  }

  #remember(id: string, path: Path): void {
    if (this.#names.has(id)) {
      const remedy = 'Give one of them another id.';
      const message = `Two steps have the id '${id}'.`;
      this.#report({ code: 'double-id', message, remedy, params: { id }, path: [...path, 'id'] });
    }
    this.#names.add(id);
  }

  #kind(value: unknown, path: Path): StepKey | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const remedy = `Begin it with ${oneOf(STEP_KEYS.map((key) => `${key}:`))}.`;
      this.#report({ code: 'no-step', message: 'This is no step.', remedy, path });
      return undefined;
    }
    const keys = Object.keys(value);
    const kinds = STEP_KEYS.filter((key) => keys.includes(key));
    const [kind, second] = kinds;
    if (kind !== undefined && second === undefined) return kind;
    if (kind !== undefined) {
      const message = `This step has both '${kind}' and '${String(second)}'.`;
      const remedy = 'Make two steps of it, each with a dash before it.';
      const params = { first: kind, second: String(second) };
      this.#report({ code: 'two-steps', message, remedy, params, path: [...path, String(second)] });
      return undefined;
    }
    const stranger = keys.find((key) => key !== 'id');
    const meant = stranger === undefined ? undefined : nearest(stranger, STEP_KEYS);
    if (stranger !== undefined && meant !== undefined) {
      this.problems.push(unknownKey(stranger, STEP_KEYS, this.places.ofKey([...path, stranger])));
    } else {
      const remedy = `Write one of ${oneOf(STEP_KEYS.map((key) => `${key}:`))}.`;
      this.#report({ code: 'no-step', message: 'This step does not say what it does.', remedy, path });
    }
    return undefined;
  }

  #report({ path, ...problem }: StepProblem): void {
    this.problems.push({ severity: 'error', ...problem, place: this.places.of(path) });
  }
}
