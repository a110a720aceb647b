import type { Verdict } from '@lockstep/contracts';

/** What was found of an answer to a task. */
export type TaskFound = {
  /** Each part, in the order of `partsOf`. */
  readonly parts: readonly Verdict[];
  /** Share of the points; undefined: it is unclear. */
  readonly credit: number | undefined;
  /** The first part of the solution that was missed, counted from 0; -1: none. */
  readonly missed: number;
};

/** Judges a short answer against the accepted ones. */
export type JudgeWords = (accept: readonly string[], text: string) => Promise<Verdict>;

const worth: Readonly<Record<Verdict, number>> = { right: 1, partly: 0.5, wrong: 0, unclear: 0 };

export const firstMissed = (parts: readonly Verdict[]): number =>
  parts.findIndex((verdict) => verdict !== 'right');

/** Each part counts the same. */
export const shareOf = (parts: readonly Verdict[]): number =>
  parts.reduce((sum, verdict) => sum + worth[verdict], 0) / Math.max(1, parts.length);
