import { isDeepStrictEqual } from 'node:util';
import { type Page, readPage } from '../paging/page.js';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type {
  Answer as AnswerBody,
  AnswerQuery,
  AnswerReceipt,
  AnswerSubmit,
  Question,
  ShownTask,
} from '@lockstep/contracts';
import { Repository } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { Batched } from '../database/batched.js';
import { EventBus } from '../events/event-bus.js';
import { PresenceBoard } from '../students/presence.js';
import type { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SessionNotLive } from '../sessions/session-errors.js';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { insertAnswers, shownWithFeedback } from './answer-statements.js';
import { AnswerRefused, checkContent, checkTime, checkTry, verdictOf } from './answer-rules.js';
import { AnswerTaken } from './answer-events.js';
import { Answer } from './answer.entity.js';
import { CorrectionStore } from './correction-store.js';
import { describeAnswer } from './describe-answer.js';
import { Openings } from './openings.js';

export type StudentIdentity = Extract<Identity, { kind: 'student' }>;

@Injectable()
export class AnswersService implements OnModuleDestroy {
  readonly #logger = new Logger('Answers');
  readonly #closed = new AbortController();
  /** Answers that come together are stored together. */
  readonly #inserts: Batched<Answer, boolean>;

  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly openings: Openings,
    private readonly presence: PresenceBoard,
    private readonly corrections: CorrectionStore,
    private readonly bus: EventBus,
  ) {
    this.#inserts = new Batched((rows) => insertAnswers(answers.manager.dataSource, rows));
  }

  /**
   * Takes an answer. One that is sent again gets the receipt that it had, also after its session ended: its sender may
   * never have seen that.
   *
   * @throws SessionNotFound, SessionNotLive, {@link AnswerRefused}.
   */
  async submit(sessionId: string, student: StudentIdentity, answer: AnswerSubmit): Promise<AnswerReceipt> {
    try {
      return await this.#take(sessionId, student, answer);
    } catch (error) {
      const mayBeTaken =
        error instanceof SessionNotLive || (error instanceof AnswerRefused && error.reason === 'duplicate');
      const receipt = mayBeTaken ? await this.#receiptOf(sessionId, student, answer) : undefined;
      if (receipt) return receipt;
      throw error;
    }
  }

  async #take(sessionId: string, student: StudentIdentity, answer: AnswerSubmit): Promise<AnswerReceipt> {
    const { channel, session } = await this.live.require(sessionId);
    const { questionId, openedSeq, attempt, shownPtsMs, answeredPtsMs } = answer;
    const opening = await this.openings.shown(sessionId, channel, openedSeq);
    if (opening?.question.id !== questionId) {
      throw new AnswerRefused('foreign', 'This session has not shown that question.');
    }
    const { question, openedPtsMs } = opening;
    checkContent(answer, question);
    const { tries = 1 } = question;
    if (attempt > 1) await this.#checkTry(sessionId, student, answer, tries);
    const closedPtsMs = await this.openings.closedPtsMs(sessionId, channel, { questionId, openedSeq });
    const { positionMs: headPtsMs } = channel;
    const { watchingSincePtsMs, latencyMs: delayMs } = this.presence.of(student.id);
    try {
      const times = { openedPtsMs, closedPtsMs, headPtsMs, watchingSincePtsMs, delayMs };
      checkTime(answer, question.windowMs, times);
    } catch (error) {
      await this.#checkTry(sessionId, student, answer, tries); // that it was answered before says more
      throw error;
    }
    const row = this.answers.create({
      id: newId(),
      ...{ sessionId, studentId: student.id, questionId, openedSeq, attempt, shownPtsMs, answeredPtsMs },
      ...contentOf(answer, question, session),
      storedJudgement: null,
      judgedAt: null,
      receivedAt: new Date(),
    });
    await this.#store(row, student.name, question);
    return receiptFor(row, tries);
  }

  /** The receipt of this try, if it was taken with the same content; undefined for another answer. */
  async #receiptOf(
    sessionId: string,
    { id: studentId }: StudentIdentity,
    { questionId, openedSeq, attempt, choices = [], parts = [], text, spoken }: AnswerSubmit,
  ): Promise<AnswerReceipt | undefined> {
    const given = { text: text ?? null, spoken };
    const row = await this.answers.findOneBy({ sessionId, studentId, questionId, openedSeq, attempt });
    if (row === null) return undefined;
    if (!isDeepStrictEqual({ text: row.text, spoken: row.spoken }, given)) return undefined;
    if (!isDeepStrictEqual(row.choices.toSorted(), choices.toSorted())) return undefined;
    if (!isDeepStrictEqual(row.parts, parts)) return undefined;
    const opening = await this.openings.find(sessionId, openedSeq);
    return receiptFor(row, opening?.question.tries ?? 1);
  }

  /** A first try needs no look at earlier ones: where there is one, the database does not take it. */
  async #checkTry(
    sessionId: string,
    { id: studentId }: StudentIdentity,
    { openedSeq, attempt }: AnswerSubmit,
    tries: number,
  ): Promise<void> {
    const where = { studentId, openedSeq, sessionId };
    const earlier = await this.answers.find({ where, order: { attempt: 'ASC' } });
    const corrected = await this.corrections.ofAll(earlier.map(({ id }) => id));
    const counted = earlier.map((row) => ({
      ...{ attempt: row.attempt, judging: row.judging },
      verdict: corrected.get(row.id)?.verdict ?? row.verdict,
    }));
    checkTry(attempt, tries, counted);
  }

  /** @throws SessionNotFound */
  async list(sessionId: string, { questionId, openedSeq, ...page }: AnswerQuery): Promise<Page<AnswerBody>> {
    await this.sessions.get(sessionId);
    const rows = this.answers
      .createQueryBuilder('answer')
      .innerJoinAndSelect('answer.student', 'student')
      .where('answer.sessionId = :sessionId', { sessionId });
    if (questionId !== undefined) rows.andWhere('answer.questionId = :questionId', { questionId });
    if (openedSeq !== undefined) rows.andWhere('answer.openedSeq = :openedSeq', { openedSeq });
    const order = { by: ['answer.receivedAt', 'answer.id'], direction: 'ASC' } as const;
    const found = await readPage(rows, order, page);
    const corrected = await this.corrections.ofAll(found.items.map(({ id }) => id));
    const tasks = new Map<number, ShownTask | undefined>();
    for (const row of found.items) tasks.set(row.openedSeq, await this.openings.taskOf(row));
    const shown = await shownWithFeedback(
      this.answers.manager.dataSource,
      found.items.map(({ id }) => id),
    );
    return found.map((row) =>
      describeAnswer(row, row.student.name, {
        ...{ correction: corrected.get(row.id), task: tasks.get(row.openedSeq), shown: shown.get(row.id) },
      }),
    );
  }

  /** How many questions each student of a session answered. */
  async countByStudent(sessionId: string): Promise<Map<string, number>> {
    const counted = await this.answers
      .createQueryBuilder('answer')
      .select('answer.studentId', 'studentId')
      .addSelect('COUNT(DISTINCT answer.openedSeq)::int', 'count')
      .where({ sessionId })
      .groupBy('answer.studentId')
      .getRawMany<{ studentId: string; count: number }>();
    return new Map(counted.map(({ studentId, count }) => [studentId, count]));
  }

  /** Stores an answer. From then on nothing may fail before the student has the receipt. */
  async #store(row: Answer, studentName: string, question: Question): Promise<void> {
    try {
      await this.#insertOnce(row);
    } catch (error) {
      if (!(error instanceof AnswerRefused)) this.#findOutLater(row, studentName, question);
      throw error;
    }
    this.bus.publish(new AnswerTaken(row, studentName, question));
  }

  /** The insert failed, perhaps only its reply: an answer that is stored after all is judged like any other. */
  #findOutLater(row: Answer, studentName: string, question: Question): void {
    const findOut = async () => {
      if (await this.answers.existsBy({ id: row.id }))
        this.bus.publish(new AnswerTaken(row, studentName, question));
    };
    void retryUntilAborted('An answer whose fate is unknown', findOut, this.#closed.signal, this.#logger);
  }

  /**
   * The database decides which of two answers at once was the first. An insert that fails is tried once more: if only its
   * reply was lost, the row that is there is this one.
   */
  async #insertOnce(row: Answer): Promise<void> {
    const insert = () => this.#inserts.add(row);
    if (await insert().catch(insert)) return;
    if (await this.answers.existsBy({ id: row.id })) return;
    throw new AnswerRefused('duplicate', 'This question was answered already; the first answer counts.');
  }

  onModuleDestroy(): void {
    this.#closed.abort();
  }
}

const receiptFor = (row: Answer, tries: number): AnswerReceipt => ({
  answerId: row.id,
  questionId: row.questionId,
  openedSeq: row.openedSeq,
  attempt: row.attempt,
  triesLeft: tries - row.attempt,
  receivedAt: row.receivedAt.toISOString(),
});

/** What a virtual teacher asked is judged by its brain; everything else by the right choices, at once. */
function contentOf(
  answer: AnswerSubmit,
  question: Question,
  { source, lesson }: Session,
): Pick<Answer, 'storedChoices' | 'storedParts' | 'confidence' | 'text' | 'spoken' | 'verdict' | 'judging'> {
  const { choices = [], parts = [], text, spoken, confidence } = answer;
  const isTaught = source.kind === 'teacher' && lesson.questions.some(({ id }) => id === question.id);
  const isJudged = isTaught && question.poll !== true;
  return {
    ...{ storedChoices: choices, storedParts: parts, text: text ?? null, spoken },
    confidence: confidence ?? null,
    verdict: isJudged ? 'not-reviewed' : verdictOf(answer, question),
    judging: isJudged ? 'waiting' : 'none',
  };
}
