import type { Tally } from './lesson-actions.js';

/** Sums up what a class has answered. Events are made of sums, and know nothing of answers. */
export abstract class AnswerCounter {
  /**
   * The answers to the latest opening of a question.
   *
   * @throws NoQuestion
   */
  abstract count(sessionId: string, questionId: string): Promise<Tally>;
}
