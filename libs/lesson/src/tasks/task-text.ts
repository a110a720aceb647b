import type { Task } from '@lockstep/contracts';
import * as z from 'zod';

/** In YAML a bare `3` or `yes` is no string; where words are wanted it is taken as it was written. */
export const words = (max: number) =>
  z
    .union([z.string().trim().min(1).max(max), z.number(), z.boolean()])
    .transform(String)
    .pipe(z.string().trim().min(1).max(max));

/** What of a task does not fit, and under which key of its question. */
export type TaskProblem = {
  readonly code:
    | 'double-choice'
    | 'few-choices'
    | 'bad-gaps'
    | 'bad-area'
    | 'bad-survey'
    | 'no-right-answer'
    | 'no-such-choice';
  readonly message: string;
  readonly remedy: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly path: readonly (string | number)[];
};

/** How one kind of task is written: its own keys of a question, to and from the task. */
export type TaskText<T extends Task, Keys> = {
  /** The keys, for the schema of the text. */
  readonly keys: Keys;
  /** The task that the keys say; undefined: they say none, and why was reported. */
  readonly read: (
    text: Readonly<Record<string, unknown>>,
    report: (problem: TaskProblem) => void,
  ) => T | undefined;
  /** Inverse of `read`. */
  readonly write: (task: T) => Readonly<Record<string, unknown>>;
};

export const twice = (name: string, ...path: (string | number)[]): TaskProblem => ({
  code: 'double-choice',
  message: `The choice '${name}' is there twice.`,
  remedy: 'Change one.',
  params: { name },
  path,
});
