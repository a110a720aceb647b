import type { AskStep, LeftOut, LessonScript } from '@lockstep/contracts';
import type { AskText } from '../text/lesson-text.js';

/** A step that was read from another format: a question, or words without one. Lines count from 1. */
export type ReadStep = { readonly line: number; readonly id?: string | undefined } & (
  { readonly ask: AskText } | { readonly say: string }
);

/** What was read, and what was not. */
export type ReadQuestions = { readonly steps: readonly ReadStep[]; readonly leftOut: readonly LeftOut[] };

/** A question, or with `part` a part of it, that the format does not hold. */
export type Unwritten = {
  readonly stepId: string;
  /** Key of the question in the lesson script. */
  readonly part: string | null;
  readonly reason: string;
};

/** What was written, and what was not. */
export type WrittenQuestions = {
  readonly text: string;
  readonly questions: number;
  readonly leftBehind: readonly Unwritten[];
};

/** Why a question cannot be written at all. */
export type Cannot = { readonly reason: string };
export const cannot = (reason: string): Cannot => ({ reason });

/** A format of questions, both directions. Neither throws, whatever it is given. */
export type QuestionFormatCodec = {
  /** Its name for people. */
  readonly name: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly read: (text: string) => ReadQuestions;
  /** One question, without what stands around all of them. */
  readonly writeQuestion: (step: AskStep, language: string) => string | Cannot;
  /** A whole file of written questions. */
  readonly join: (questions: readonly string[], script: LessonScript) => string;
};

/** Longest file of questions that is read, in characters. */
export const MAX_EXCHANGE_TEXT = 2_000_000;
/** Moodle puts pictures into the file as base64. */
export const MAX_MOODLE_TEXT = 20_000_000;
/** As many questions as a lesson may have steps. */
export const MAX_EXCHANGE_QUESTIONS = 1000;
