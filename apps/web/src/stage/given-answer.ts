import type { AnswerRefusal } from '@lockstep/contracts';

/** What a student gave in one try, and what became of it. */
export type GivenAnswer = { readonly answer: Draft; readonly attempt: number } & (
  | { readonly kind: 'sending' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: AnswerRefusal }
  | { readonly kind: 'failed'; readonly error: unknown }
);

export type Draft = {
  readonly choices?: string[];
  readonly text?: string;
  /** To a task. */
  readonly parts?: string[];
  /** How sure they are, from 1 to 3. */
  readonly confidence?: number;
  /** It was spoken, and seen in writing before it was sent. */
  readonly spoken?: true;
};
