import type { Answer as AnswerBody, AnswerCorrection, ShownMedia, ShownTask } from '@lockstep/contracts';
import { speaksOfDanger, writtenWords } from '@lockstep/virtual-teacher';
import type { Answer } from './answer.entity.js';
import type { Standing } from './correction-statements.js';

/** @param original what the answer was before anybody corrected it */
const describeCorrection = (row: Standing, original: AnswerBody['verdict']): AnswerCorrection => ({
  correctionId: row.correctionId,
  verdict: row.verdict,
  comment: row.comment,
  by: { id: row.authorId, name: row.authorName },
  at: row.createdAt.toISOString(),
  original,
});

/** Words of danger that the student wrote, other than those that the author of the question accepts. */
const isOfDanger = (row: Answer, task: ShownTask | undefined): boolean =>
  row.verdict !== 'right' && speaksOfDanger(writtenWords(row, task));

type Known = {
  /** The one that stands. */
  readonly correction?: Standing | undefined;
  /** Which the parts of the answer belong to. */
  readonly task?: ShownTask | undefined;
  /** With the feedback. */
  readonly shown?: ShownMedia | undefined;
};

export const describeAnswer = (
  row: Answer,
  name: string,
  { correction, task, shown }: Known = {},
): AnswerBody => ({
  id: row.id,
  student: { id: row.studentId, name },
  questionId: row.questionId,
  openedSeq: row.openedSeq,
  attempt: row.attempt,
  spoken: row.spoken,
  choices: [...row.choices],
  text: row.text,
  parts: [...row.parts],
  confidence: row.confidence,
  verdict: correction?.verdict ?? row.verdict,
  correction: correction ? describeCorrection(correction, row.verdict) : null,
  judging: row.judging,
  judgement: row.judgement,
  judgedAt: row.judgedAt?.toISOString() ?? null,
  // what was shown with a verdict says nothing of another one
  ...(shown && !correction && { shown }),
  flag: isOfDanger(row, task) ? 'danger' : null,
  shownPtsMs: row.shownPtsMs,
  answeredPtsMs: row.answeredPtsMs,
  receivedAt: row.receivedAt.toISOString(),
});
