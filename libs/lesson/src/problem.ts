import type { LessonProblemCode } from '@lockstep/contracts';
/** `error`: the lesson cannot be taught like this. `warning`: it can, but likely not as meant. */
export type Severity = 'error' | 'warning' | 'advice';

/** A stretch of the lesson's text. Lines and columns count from 1, offsets from 0; both in UTF-16 units. */
export type Place = {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly from: number;
  readonly to: number;
};

/** Keys and list positions from the top of the text, such as `['steps', 3, 'ask', 'choices']`. */
export type Path = readonly (string | number)[];

/** Values in the words of a problem, by name. */
export type ProblemParams = Readonly<Record<string, string | number>>;

/** Something about a lesson that its author should know. */
export type Problem = {
  readonly severity: Severity;
  /** Stable name of the kind of problem, for tests and programs. */
  readonly code: LessonProblemCode;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The values in both, named in `lessonProblemParams`. */
  readonly params?: ProblemParams;
  /** Step it belongs to, when it belongs to one. */
  readonly stepId?: string;
  /** Absent when the lesson was not read from a text. */
  readonly place?: Place;
};

/** At most this many problems of a lesson are reported; an author who has more mends these first. */
export const MAX_PROBLEMS = 100;

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** `lesson.yaml:12:5: error: There is no slide 9. Write a number from 1 to 7.` */
export function describeProblem(problem: Problem, file = ''): string {
  const { place, severity, message, remedy } = problem;
  const where = [file, ...(place ? [String(place.line), String(place.column)] : [])].filter(
    (part) => part !== '',
  );
  return [...where, ` ${severity}`, ` ${message} ${remedy}`].join(':').trim();
}

/** Errors first come first: by place, and problems without one at the end. */
export const byPlace = (a: Problem, b: Problem): number =>
  (a.place?.from ?? Infinity) - (b.place?.from ?? Infinity) || a.code.localeCompare(b.code);

/** The first {@link MAX_PROBLEMS} by place; when there are more, the last one says how many. */
export function firstProblems(problems: readonly Problem[]): Problem[] {
  const sorted = [...problems].sort(byPlace);
  if (sorted.length <= MAX_PROBLEMS) return sorted;
  const rest = sorted.slice(MAX_PROBLEMS - 1);
  const message = `There are ${String(rest.length)} more problems.`;
  const severity = hasErrors(rest) ? 'error' : 'warning';
  const more = { severity, code: 'more-problems', message, remedy: 'Mend those before first.' } as const;
  const params = { count: rest.length };
  return [...sorted.slice(0, MAX_PROBLEMS - 1), { ...more, params }];
}
