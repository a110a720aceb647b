import { Injectable, Logger } from '@nestjs/common';
import type { FeedbackBody } from '@lockstep/contracts';
import { Answer } from '../../answers/answer.entity.js';
import { describeAnswer } from '../../answers/answers.service.js';
import { ClassroomHub } from '../../classroom/classroom-hub.js';
import { StudentsService } from '../../classroom/students.service.js';
import { FeedbackService, type JudgedBody } from '../../feedback/feedback.service.js';

/** Judgements of one moment go out together, in one event: a class that answers at once fills no budget. */
const GATHER_MS = 60;
const AT_ONCE = 200;

type Gathering = { readonly bodies: JudgedBody[]; timer: NodeJS.Timeout | undefined; sending: Promise<void> };

/** Tells each student what was thought of his answer, and teachers of all. */
@Injectable()
export class ToldJudgements {
  readonly #logger = new Logger('Judging');
  readonly #gathering = new Map<string, Gathering>();

  constructor(
    private readonly hub: ClassroomHub,
    private readonly students: StudentsService,
    private readonly feedback: FeedbackService,
  ) {}

  tell(sessionId: string, answer: Answer, tries: number): void {
    this.#tellStaff(sessionId, answer).catch((error: unknown) => this.#logger.error(error));
    const body = bodyOf(answer, tries);
    if (body === undefined) return;
    const gathering = this.#of(sessionId);
    gathering.bodies.push(body);
    gathering.timer ??= setTimeout(() => this.#send(sessionId, gathering), GATHER_MS);
  }

  /** What a process before had judged and not told, or told and not announced. */
  async recover(
    sessionId: string,
    untold: readonly Answer[],
    triesOf: (answer: Answer) => number,
  ): Promise<void> {
    await this.feedback.announceForgotten(sessionId);
    for (const answer of untold) this.tell(sessionId, answer, triesOf(answer));
  }

  /** Resolves when everything is told. */
  async flush(sessionId: string): Promise<void> {
    const gathering = this.#gathering.get(sessionId);
    if (gathering === undefined) return;
    this.#send(sessionId, gathering);
    await gathering.sending;
    this.#gathering.delete(sessionId);
  }

  #of(sessionId: string): Gathering {
    const known = this.#gathering.get(sessionId);
    if (known) return known;
    const made: Gathering = { bodies: [], timer: undefined, sending: Promise.resolve() };
    this.#gathering.set(sessionId, made);
    return made;
  }

  /** A body that cannot be sent now, because a budget is full or the database is away, goes with the next ones. */
  #send(sessionId: string, gathering: Gathering): void {
    clearTimeout(gathering.timer);
    gathering.timer = undefined;
    const bodies = gathering.bodies.splice(0, AT_ONCE);
    if (bodies.length === 0) return;
    gathering.sending = gathering.sending.then(async () => {
      try {
        await this.feedback.createJudged(sessionId, bodies);
      } catch (error) {
        this.#logger.error(error); // what is on record is announced with the next start of the session
      }
    });
  }

  async #tellStaff(sessionId: string, answer: Answer): Promise<void> {
    const name = await this.students.nameOf(answer.studentId);
    this.hub.toStaff(sessionId, 'answer:judged', describeAnswer(answer, name));
  }
}

function bodyOf(answer: Answer, tries: number): JudgedBody | undefined {
  const { id, studentId, questionId, openedSeq, attempt, verdict, judgement } = answer;
  if (judgement === null) return undefined;
  const triesLeft = verdict === 'right' ? 0 : Math.max(0, tries - attempt);
  const { praise, correction, say } = judgement;
  const judged: FeedbackBody['judged'] = {
    ...{ answerId: id, openedSeq, attempt, verdict, praise, triesLeft },
    // who may try again is not told the answer
    correction: triesLeft > 0 ? null : correction,
    hint: triesLeft > 0 ? judgement.hint : null,
  };
  return { studentId, questionId, answerId: id, judged, text: say };
}
