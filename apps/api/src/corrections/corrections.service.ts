import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CorrectionCreate, CorrectionEntry, CorrectionReceipt, PageQuery } from '@lockstep/contracts';
import { In, Repository } from 'typeorm';
import { OtherClass } from '../access/access-errors.js';
import { ClassDoor } from '../access/class-door.js';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { AnswersCorrected } from '../answers/answer-events.js';
import { Answer } from '../answers/answer.entity.js';
import { CorrectionStore } from '../answers/correction-store.js';
import { describeAnswer } from '../answers/describe-answer.js';
import { Openings } from '../answers/openings.js';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { isReferenceBroken } from '../database/database-errors.js';
import { EventBus } from '../events/event-bus.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import type { Page } from '../paging/page.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AskedQuestions } from './asked-questions.js';
import { AnswerNotFound, CorrectionNotFound } from './correction-errors.js';

/** Lets teachers say otherwise than the judge did. Every word of theirs is added; nothing is changed or removed. */
@Injectable()
export class CorrectionsService implements OnModuleDestroy {
  readonly #logger = new Logger('Corrections');
  readonly #closed = new AbortController();

  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly store: CorrectionStore,
    private readonly questions: AskedQuestions,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly feedback: FeedbackService,
    private readonly openings: Openings,
    private readonly bus: EventBus,
    private readonly door: ClassDoor,
  ) {}

  /**
   * @param sessionId null: the answers may be of several sessions
   * @throws SessionNotFound, OtherClass, {@link AnswerNotFound}; then nothing was corrected.
   */
  async correct(
    sessionId: string | null,
    author: Identity,
    { answerIds, verdict, comment }: CorrectionCreate,
  ): Promise<CorrectionReceipt> {
    if (sessionId !== null) await this.sessions.get(sessionId);
    const answers = await this.#answers(sessionId, [...new Set(answerIds)]);
    await this.#requireTaught(author, answers);
    const said = { correctionId: newId(), verdict, comment: comment ?? null, undoes: null };
    const rows: Parameters<CorrectionStore['add']>[0][number][] = [];
    for (const [of, own] of Map.groupBy(answers, (answer) => answer.sessionId)) {
      const keys = await this.questions.keysOf(await this.sessions.get(of), own);
      const signed = { ...said, sessionId: of, ...this.#signed(of, author) };
      rows.push(...own.map(({ id }) => ({ ...signed, answerId: id, questionKey: keys.get(id) ?? '' })));
    }
    await this.#add(rows);
    return this.#told(said.correctionId, rows, answers);
  }

  /**
   * What was said before counts again. May be repeated.
   * @param sessionId null: in all sessions in which it was said
   * @throws SessionNotFound, OtherClass, {@link CorrectionNotFound}
   */
  async undo(sessionId: string | null, author: Identity, correctionId: string): Promise<CorrectionReceipt> {
    if (sessionId !== null) await this.sessions.get(sessionId);
    const rows = await this.store.under(sessionId, correctionId);
    if (rows.length === 0) throw new CorrectionNotFound(correctionId);
    await this.#requireTaught(author, rows);
    const undoingId = newId();
    for (const of of new Set(rows.map((row) => row.sessionId))) {
      const undoing = { correctionId: undoingId, sessionId: of, ...this.#signed(of, author) };
      await this.store.undo(undoing, correctionId);
    }
    const answers = await this.#answers(
      sessionId,
      rows.map(({ answerId }) => answerId),
    );
    return this.#told(correctionId, rows, answers);
  }

  /** Everything that was said in a session, the oldest first. @throws SessionNotFound */
  async history(sessionId: string, query: PageQuery): Promise<Page<CorrectionEntry>> {
    await this.sessions.get(sessionId);
    return this.store.history(sessionId, query);
  }

  onModuleDestroy(): void {
    this.#closed.abort();
  }

  /** @throws OtherClass where one of them is of a class of others */
  async #requireTaught(author: Identity, of: readonly { readonly sessionId: string }[]): Promise<void> {
    for (const id of new Set(of.map(({ sessionId }) => sessionId)))
      if (!(await this.door.mayTeach(author, 'sessions', id))) throw new OtherClass();
  }

  #signed(sessionId: string, { id, name }: Identity) {
    const ptsMs = this.live.find(sessionId)?.channel.positionMs ?? null;
    return { authorId: id, authorName: name, ptsMs, createdAt: new Date() };
  }

  /** @throws AnswerNotFound for one that was deleted meanwhile */
  async #add(rows: Parameters<CorrectionStore['add']>[0]): Promise<void> {
    try {
      await this.store.add(rows);
    } catch (error) {
      if (!isReferenceBroken(error)) throw error;
      const ids = rows.map(({ answerId }) => answerId);
      const there = await this.answers.find({ where: { id: In(ids) }, select: { id: true } });
      throw new AnswerNotFound(ids.find((id) => !there.some((row) => row.id === id)) ?? '');
    }
  }

  /** In the order of `ids`. @param sessionId null: of any session @throws AnswerNotFound */
  async #answers(sessionId: string | null, ids: readonly string[]): Promise<Answer[]> {
    const rows = await this.answers.find({
      where: { id: In([...ids]), ...(sessionId !== null && { sessionId }) },
      relations: { student: true },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = byId.get(id);
      if (row === undefined) throw new AnswerNotFound(id);
      return row;
    });
  }

  /** Everybody learns how the answers stand now; nobody waits until their students have heard. */
  async #told(
    correctionId: string,
    rows: readonly { readonly sessionId: string; readonly questionKey: string }[],
    answers: readonly Answer[],
  ): Promise<CorrectionReceipt> {
    const corrected = await this.store.ofAll(answers.map(({ id }) => id));
    const describe = async (answer: Answer) => {
      answer.corrected = corrected.get(answer.id)?.verdict;
      const task = await this.openings.taskOf(answer);
      return describeAnswer(answer, answer.student.name, { correction: corrected.get(answer.id), task });
    };
    const described = await Promise.all(answers.map(describe));
    const bodies = new Map(described.map((body) => [body.id, body]));
    for (const [sessionId, own] of Map.groupBy(answers, (answer) => answer.sessionId)) {
      const keys = rows.filter((row) => row.sessionId === sessionId).map(({ questionKey }) => questionKey);
      const told = own.flatMap(({ id }) => bodies.get(id) ?? []);
      this.bus.publish(new AnswersCorrected(sessionId, [...new Set(keys)], own, told));
      const tell = () => this.feedback.tellCorrected(sessionId, own);
      void retryUntilAborted('Word of a correction', tell, this.#closed.signal, this.#logger);
    }
    return { correctionId, answers: described };
  }
}
