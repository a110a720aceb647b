import type { Choice } from '../wire-fields.js';

/** Longest answer to one part of a task, in characters. */
export const MAX_PART = 300;
/** Most parts that a task may have. */
export const MAX_PARTS = 20;

/**
 * What server and pages need to know of one kind of task as students see it. An answer to a task is a list of strings,
 * `parts`; what each of them stands for is the kind's own matter.
 */
export type ShownKind<Shown> = {
  /** The parts that are judged one by one, in their order, with words for a chart of the class. */
  readonly partsOf: (shown: Shown) => readonly Choice[];
  /** Why `parts` is no answer to this task; undefined: it is one. */
  readonly problemWith: (shown: Shown, parts: readonly string[]) => string | undefined;
  /** One line for each part of an answer, for people. */
  readonly wordsOf: (shown: Shown, parts: readonly string[]) => readonly string[];
};

/** Whether both hold the same ids, each once. */
export const arePermutation = (given: readonly string[], ids: readonly string[]): boolean =>
  given.length === ids.length && new Set(given).size === ids.length && given.every((id) => ids.includes(id));

export const textOfId = (choices: readonly Choice[], id: string): string =>
  choices.find((choice) => choice.id === id)?.text ?? id;
