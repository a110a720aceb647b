import type { AskStep } from '@lockstep/contracts';

export type Counts = {
  readonly judged: number;
  readonly right: number;
  readonly partly: number;
  readonly wrong: number;
  /** Answers that nobody has judged yet. */
  readonly unclear: number;
};

export type Summary = {
  readonly counts: (counts: Counts) => string;
  readonly nobody: string;
  /** What stands between two sentences. */
  readonly between: string;
  /** Explains a mistake by its key, in words of the lesson and in our own; undefined when it says nothing to a class. */
  readonly mistake: (key: string, question: AskStep) => string | undefined;
};
