import { Injectable, Logger } from '@nestjs/common';
import type { FeedbackBody } from '@lockstep/contracts';
import { Answer } from '../../answers/answer.entity.js';
import { newId } from '../../access/secret.js';
import { EventBus } from '../../events/event-bus.js';
import type { ToldWith } from './asked-steps.js';
import { AnswerJudged } from './judging-events.js';
import { FeedbackService, type JudgedBody } from '../../feedback/feedback.service.js';
import { retryUntilAborted } from '../../background/retry-until-aborted.js';

/** Judgements that come within this time go out together, in one event, so that a class fills no budget. */
const GATHER_MS = 60;
/** Judgements of one event. */
const BATCH_SIZE = 200;
/** How long a session that ends waits for a database or an event budget that refuses its last judgements. */
const FLUSH_PATIENCE_MS = 2000;

/** The judgements of one session that are not delivered yet. */
type Pending = {
  readonly bodies: JudgedBody[];
  timer: NodeJS.Timeout | undefined;
  /** Sends batch after batch; undefined while nothing is sent. */
  sending: Promise<void> | undefined;
  readonly closed: AbortController;
};

/**
 * Sends each student the judgement of their answer, and teachers those of all answers. Every judgement is delivered: in batches,
 * and again until the database and the event budget take it. What a stopping server leaves undelivered is delivered at the next
 * start of the session.
 */
@Injectable()
export class JudgementNotifier {
  readonly #logger = new Logger('Judging');
  readonly #pending = new Map<string, Pending>();

  constructor(
    private readonly bus: EventBus,
    private readonly feedback: FeedbackService,
  ) {}

  notify(sessionId: string, answer: Answer, toldWith: ToldWith): void {
    this.bus.publish(new AnswerJudged(answer, toldWith.media));
    const body = bodyOf(answer, toldWith);
    if (body === undefined) return;
    const pending = this.#of(sessionId);
    pending.bodies.push(body);
    if (pending.sending === undefined)
      pending.timer ??= setTimeout(() => void this.#send(sessionId, pending), GATHER_MS);
  }

  /** Tells what an earlier process had judged and not told, or told and not announced in the stream. */
  async recover(
    sessionId: string,
    untold: readonly Answer[],
    toldWith: (answer: Answer) => ToldWith,
  ): Promise<void> {
    await this.feedback.announceForgotten(sessionId);
    for (const answer of untold) this.notify(sessionId, answer, toldWith(answer));
  }

  /** Resolves when everything is delivered, or when a database that refuses it has had its time. The session ends. */
  async flush(sessionId: string): Promise<void> {
    const pending = this.#pending.get(sessionId);
    if (pending === undefined) return;
    const patience = setTimeout(() => pending.closed.abort(), FLUSH_PATIENCE_MS);
    try {
      await this.#send(sessionId, pending);
    } finally {
      clearTimeout(patience);
      clearTimeout(pending.timer);
      this.#pending.delete(sessionId);
    }
  }

  #of(sessionId: string): Pending {
    const known = this.#pending.get(sessionId);
    if (known) return known;
    const closed = new AbortController();
    const made: Pending = { bodies: [], timer: undefined, sending: undefined, closed };
    this.#pending.set(sessionId, made);
    return made;
  }

  /** Resolves when nothing is pending. Never rejects. */
  #send(sessionId: string, pending: Pending): Promise<void> {
    clearTimeout(pending.timer);
    pending.timer = undefined;
    pending.sending ??= this.#sendAll(sessionId, pending).finally(() => (pending.sending = undefined));
    return pending.sending;
  }

  async #sendAll(sessionId: string, { bodies, closed }: Pending): Promise<void> {
    while (bodies.length > 0 && !closed.signal.aborted) {
      const batch = bodies.splice(0, BATCH_SIZE);
      const feedbackId = newId(); // the same for every attempt: what was stored is not stored again
      const attempt = () => this.feedback.sendJudged(sessionId, feedbackId, batch);
      await retryUntilAborted('Feedback on answers', attempt, closed.signal, this.#logger);
    }
  }
}

function bodyOf(answer: Answer, { tries, media }: ToldWith): JudgedBody | undefined {
  const { id, studentId, questionId, openedSeq, attempt, verdict, judgement } = answer;
  if (judgement === null) return undefined;
  const triesLeft = verdict === 'right' ? 0 : Math.max(0, tries - attempt);
  const { praise, correction, say } = judgement;
  const judged: FeedbackBody['judged'] = {
    ...{ answerId: id, openedSeq, attempt, verdict, praise, triesLeft },
    // anyone who may try again is not told the answer
    correction: triesLeft > 0 ? null : correction,
    hint: triesLeft > 0 ? judgement.hint : null,
    ...(media && { media }),
  };
  return { studentId, questionId, answerId: id, judged, text: say };
}
