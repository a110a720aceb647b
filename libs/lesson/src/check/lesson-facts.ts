import type { Problem } from '../problem.js';
import type { SlideFacts } from '../slides/mark-effect.js';
import type { LessonPlaces } from '../text/lesson-places.js';

/** What a lesson stands on; whatever is absent is not checked. */
export type LessonFacts = {
  readonly slides?: readonly SlideFacts[];
  /** The files beside the script: undefined for one that is not there. */
  readonly file?: (path: string) => { readonly durationMs?: number; readonly sizeBytes?: number } | undefined;
  /** When each word of a sentence begins and when it ends, ms: from the voice, or estimated when absent. */
  readonly timing?: (sentenceHash: string) => SentenceTiming | undefined;
  readonly voices?: readonly string[];
  readonly avatars?: readonly string[];
  /** To say where in the text a problem stands. */
  readonly places?: LessonPlaces;
};

export type SentenceTiming = { readonly wordStartsMs: readonly number[]; readonly durationMs: number };

/** A problem of a step, before its place in the text is known. */
export type StepFinding = Omit<Problem, 'place' | 'stepId'> & {
  readonly stepIndex: number;
  /** Below the step. */
  readonly path?: readonly (string | number)[];
  /** Offsets into the text at `path`. */
  readonly span?: { readonly from: number; readonly to: number };
};
