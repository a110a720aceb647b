import type { AskText } from '../text/lesson-text.js';

/** Something that one format has and the other cannot say; lines count from 1. */
export type LeftOut = { readonly line: number; readonly what: string; readonly reason: string };

/** A step that was read from another format: a question, or words without one. */
export type ReadStep = { readonly line: number } & ({ readonly ask: AskText } | { readonly say: string });

/** What was read, and what was not. */
export type ReadQuestions = { readonly steps: readonly ReadStep[]; readonly leftOut: readonly LeftOut[] };

/** What was written, and which steps could not be, by their place among the steps. */
export type WrittenQuestions = {
  readonly text: string;
  readonly leftOut: readonly { readonly stepId: string; readonly reason: string }[];
};

/** Longest file of questions that is read, in characters. */
export const MAX_EXCHANGE_TEXT = 2_000_000;
/** As many questions as a lesson may have steps. */
export const MAX_EXCHANGE_QUESTIONS = 1000;
