import type { AnswerVerdict, BranchStep } from '@lockstep/contracts';
import type { AskOutcome } from '../../sessions/teaching-record.js';
import type { ReplyKind } from './lesson-plan.js';

/** A sum of answers may be told to a class from so many on; below, it would point at persons. */
export const SMALLEST_CROWD = 3;

/** Each student counts once, by their last try. */
export function outcomeOf(verdicts: readonly AnswerVerdict[]): AskOutcome {
  const count = (verdict: AnswerVerdict) => verdicts.filter((one) => one === verdict).length;
  return {
    right: count('right'),
    partly: count('partly'),
    wrong: count('wrong'),
    notReviewed: count('not-reviewed'),
  };
}

/** Students who answered. */
export const answersIn = ({ right, partly, wrong, notReviewed }: AskOutcome): number =>
  right + partly + wrong + notReviewed;

/** Which of the author's replies fits. Undefined where no answer could be judged: then nobody is right or wrong. */
export function replyKindOf(outcome: AskOutcome): ReplyKind | undefined {
  const { right, partly, wrong } = outcome;
  const judged = right + partly + wrong;
  if (answersIn(outcome) === 0) return 'nothing';
  if (judged === 0) return undefined;
  if (right === judged) return 'right';
  return wrong === judged ? 'wrong' : 'partly';
}

/**
 * The step a branch leads to; undefined: the next one. Answers that could not be judged count neither way; without any
 * judged answer no bound holds but an open one.
 */
export function branchTarget({ cases }: BranchStep, outcome: AskOutcome | undefined): string | undefined {
  const { right = 0, partly = 0, wrong = 0 } = outcome ?? {};
  const judged = right + partly + wrong;
  const share = judged === 0 ? undefined : right / judged;
  const holds = ({ rightAtLeast, rightBelow }: BranchStep['cases'][number]) => {
    if (rightAtLeast === undefined && rightBelow === undefined) return true;
    if (share === undefined) return false;
    return share >= (rightAtLeast ?? 0) && (rightBelow === undefined || share < rightBelow);
  };
  return cases.find(holds)?.goto;
}
