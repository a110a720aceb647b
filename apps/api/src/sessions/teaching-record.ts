import type { TeachingPhase } from '@lockstep/contracts';

/** What a model took for words to the whole class; costs in USD, null where no price is known. */
export type SpentOnClass = {
  readonly input: number;
  readonly output: number;
  readonly costUsd: number | null;
};

/** How a question went: students by their last try. */
export type AskOutcome = {
  readonly right: number;
  readonly partly: number;
  readonly wrong: number;
  readonly notReviewed: number;
  /** The opening that was answered; missing in what earlier versions wrote. */
  readonly openedSeq?: number;
};

/** The question that is asked, as far as it has come. */
export type AskRecord = {
  /** The event that opened it; null while the prompt is spoken. */
  readonly openedSeq: number | null;
  /** Stream time of the frame that opened it; null while it is on its way. */
  readonly openedPtsMs: number | null;
};

/** What is said about the answers: sentences of the lesson by the name of their clip, others as text. */
export type SpokenReply = { readonly clip: string } | { readonly text: string };

/**
 * Where a virtual teacher is, so that another process can go on there: written before what it describes can be seen. A
 * sentence that was cut off by a crash is said again.
 */
export type TeachingRecord = {
  readonly phase: TeachingPhase;
  readonly resumes: Exclude<TeachingPhase, 'paused' | 'taken-over' | 'ended'> | null;
  readonly stepIndex: number;
  /** Counts every step that was begun: tells two visits of one step apart. */
  readonly visit: number;
  /** The sentence of the step, of its prompt, or of the reply that comes next. */
  readonly sentence: number;
  /** Counts every sentence that was begun: part of what makes its events happen once. */
  readonly run: number;
  readonly ask: AskRecord | null;
  /** null until it is known what is said. */
  readonly reply: readonly SpokenReply[] | null;
  /** It is for one student alone: it is heard, and nowhere written in the stream. */
  readonly isPersonal: boolean;
  /** Outcomes of the questions asked so far, by the id of their step. */
  readonly outcomes: Readonly<Record<string, AskOutcome>>;
  /** Of the whole session so far; missing where no model was used, or before it was written down. */
  readonly spentOnClass?: SpentOnClass;
  /** Stream time at which a pause is over; null where a teacher or a student is waited for. */
  readonly waitsUntilPtsMs: number | null;
};
