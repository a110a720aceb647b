import type { Answer } from './answer.entity.js';

/** An answer is stored. */
export class AnswerTaken {
  constructor(
    readonly answer: Answer,
    readonly studentName: string,
  ) {}
}
