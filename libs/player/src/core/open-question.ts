import type { LessonState } from '@lockstep/contracts';

/** Seq of the event that opened the question which a state shows open; null: it shows none. */
export const openQuestionSeq = ({ question }: LessonState): number | null =>
  question?.open ? question.openedSeq : null;
