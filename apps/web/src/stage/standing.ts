import type { AskedQuestion, FeedbackBody } from '@lockstep/contracts';
import type { GivenAnswer } from './given-answer.js';

/** The judgement of one try of this student. */
export type Judged = NonNullable<FeedbackBody['judged']>;

/** How far a student is with one opening of a question. */
export type Standing =
  /** They may answer; `before` is the judgement of the previous try. */
  | { readonly kind: 'answering'; readonly attempt: number; readonly before: Judged | null }
  /** It is on its way, or is being judged. */
  | { readonly kind: 'given'; readonly attempt: number }
  /** Nothing is left to do for them. */
  | { readonly kind: 'settled'; readonly judged: Judged | null };

/**
 * Derived from what they gave on this page and the feedback that their screen has shown: so a page that was loaded again
 * knows its tries, and the next try opens on the frame that shows what the last one lacked.
 */
export function standingOf(
  question: Pick<AskedQuestion, 'openedSeq' | 'tries'>,
  given: GivenAnswer | undefined,
  shown: readonly FeedbackBody[],
): Standing {
  const judged = latestJudged(question.openedSeq, shown);
  const attempt = Math.max(given?.attempt ?? 0, judged?.attempt ?? 0);
  if (given?.kind === 'failed' && given.attempt > (judged?.attempt ?? 0))
    return { kind: 'answering', attempt: given.attempt, before: judged };
  if (attempt === 0) return { kind: 'answering', attempt: 1, before: null };
  if (judged?.attempt === attempt) {
    if (judged.verdict === 'right' || judged.triesLeft === 0) return { kind: 'settled', judged };
    return { kind: 'answering', attempt: attempt + 1, before: judged };
  }
  if (given?.kind === 'refused') return { kind: 'settled', judged };
  return (question.tries ?? 1) > 1 || given?.kind === 'sending'
    ? { kind: 'given', attempt }
    : { kind: 'settled', judged: null };
}

/** The last word on this opening of a question. */
const latestJudged = (openedSeq: number, shown: readonly FeedbackBody[]): Judged | null =>
  shown
    .map(({ judged }) => judged)
    .filter((judged): judged is Judged => judged?.openedSeq === openedSeq)
    .reduce<Judged | null>(
      (latest, judged) => (latest === null || judged.attempt > latest.attempt ? judged : latest),
      null,
    );

/** Newest first; of several tries at one question only what was said about the last. */
export function latestWords(mine: readonly FeedbackBody[]): FeedbackBody[] {
  const lastTry = new Map<number, number>();
  for (const { judged } of mine)
    if (judged) lastTry.set(judged.openedSeq, Math.max(judged.attempt, lastTry.get(judged.openedSeq) ?? 0));
  return mine
    .filter(({ judged }) => judged === null || judged.attempt === lastTry.get(judged.openedSeq))
    .toReversed();
}
