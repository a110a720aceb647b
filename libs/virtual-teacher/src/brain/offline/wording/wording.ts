import type { Remark } from '../finding/finding.js';

/** What the teacher says of one answer, in one language. Sentences are whole, plain and end with a full stop. */
export type Wording = {
  /** Said in turn, so that a class does not hear the same words all day. */
  readonly right: readonly string[];
  readonly partly: readonly string[];
  readonly wrong: readonly string[];
  /** To a sentence in which nothing was found wrong, in turn: it says nothing of the grammar. */
  readonly noMistake: readonly string[];
  /** After several tries. */
  readonly rightAtLast: string;
  readonly unclear: string;
  readonly tryAgain: string;
  readonly remark: (remark: Remark) => string;
  readonly found: (points: readonly string[]) => string;
  /** Of a sentence that says the right thing in wrong grammar. */
  readonly saidIt: string;
  /** What stands between two sentences. */
  readonly between: string;
  readonly reveal: (answer: string) => string;
  readonly startsWith: (letter: string) => string;
  /** A hint for an answer that could not be judged. */
  readonly sayItAgain: string;
  readonly hint: (remark: Remark | undefined) => string;
};
