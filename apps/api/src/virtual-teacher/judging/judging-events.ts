import type { ShownMedia } from '@lockstep/contracts';
import type { Answer } from '../../answers/answer.entity.js';

/** A judgement is stored. */
export class AnswerJudged {
  constructor(
    readonly answer: Answer,
    /** With the feedback on it. */
    readonly shown?: ShownMedia,
  ) {}
}

/** A session used more of a model, or judged one more answer. */
export class MeterChanged {
  constructor(readonly sessionId: string) {}
}
