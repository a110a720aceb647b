import type { AskStep, Judgement } from '@lockstep/contracts';
import type { Correction } from './offline/scorer/corrections.js';
import type { TokenAccount } from '../openai/token-budget.js';

/** One answer to one question. It holds no name and no id of a student, because it may leave the house. */
export type JudgeRequest = {
  readonly question: AskStep;
  /** BCP 47, of the lesson. */
  readonly language: string;
  readonly answer: {
    readonly choices: readonly string[];
    readonly text: string | null;
    /** To a task. */
    readonly parts?: readonly string[];
  };
  /** Counted from 1. */
  readonly attempt: number;
  /** What the teacher said of other answers to this version of the question, oldest first. */
  readonly corrections?: readonly Correction[];
};

export type JudgeOptions = {
  readonly signal?: AbortSignal;
  /**
   * Hears the first sentence to say as soon as it is whole and was checked, while the rest is still being thought of.
   * Where the result begins with other words, these were taken back.
   */
  readonly onFirstSentence?: (sentence: string) => void;
  /** Whose tokens are counted; opaque to the brain and never sent anywhere. */
  readonly account?: TokenAccount;
};

/** What a class answered, without persons. */
export type ClassRequest = {
  readonly question: AskStep;
  readonly language: string;
  readonly judgements: readonly Judgement[];
  /** Students who could have answered. */
  readonly present: number;
};

/** What a student asks, and what the lesson says of it. It holds no name and no id, because it may leave the house. */
export type ExplainRequest = {
  readonly inquiry: string;
  /** BCP 47, of the lesson. */
  readonly language: string;
  /** Sentences and slides that the class has had, the best first. */
  readonly passages: readonly string[];
};

/** An answer in a model's words, and the passages that it stands on, by their place in the request. */
export type Explanation = {
  readonly text: string;
  readonly quoted: readonly number[];
  readonly model: string;
  readonly promptVersion: string;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly costUsd: number | null;
};

/** Judges answers. Never throws for what a student wrote: what it cannot judge is `unclear`. */
export interface Brain extends AsyncDisposable {
  readonly name: 'offline' | 'openai';
  judge(request: JudgeRequest, options?: JudgeOptions): Promise<Judgement>;
  /** Loads what these questions need, so that the first answer is judged as quickly as the others. */
  prepare?(questions: readonly AskStep[]): Promise<void>;
  /** What the teacher says to the class; undefined below three answers, where a sum would point at persons. */
  summarise(request: ClassRequest, options?: JudgeOptions): Promise<string | undefined>;
  /** Words a student's question with what the lesson says; absent where the passages themselves are the answer. @throws ModelFailed */
  explain?(request: ExplainRequest, options?: Pick<JudgeOptions, 'signal' | 'account'>): Promise<Explanation>;
}
