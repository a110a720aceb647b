import type { Answer as AnswerBody, Question } from '@lockstep/contracts';
import type { Answer } from './answer.entity.js';

/** An answer is stored. */
export class AnswerTaken {
  constructor(
    readonly answer: Answer,
    readonly studentName: string,
    /** What was answered. */
    readonly question: Question,
  ) {}
}

/** Answers of a session were corrected, or a correction was undone. */
export class AnswersCorrected {
  constructor(
    readonly sessionId: string,
    /** Of what was asked, see `questionKey`. */
    readonly questionKeys: readonly string[],
    /** Each with what it was corrected to. */
    readonly answers: readonly Answer[],
    /** The same as pages of teachers are shown them. */
    readonly described: readonly AnswerBody[],
  ) {}
}
