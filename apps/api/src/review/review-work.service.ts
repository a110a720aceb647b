import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MAX_OPEN_ANSWERS, type ReviewWork, type ReviewWorkQuery } from '@lockstep/contracts';
import { In, Repository } from 'typeorm';
import { Answer } from '../answers/answer.entity.js';
import { describeAnswer } from '../answers/describe-answer.js';
import { groupSimilar } from '../answers/similar-answers.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { decodeCursor, encodeCursor, Page } from '../paging/page.js';
import { Session } from '../sessions/session.entity.js';
import { openAnswersTo, type OpenQuestion, openQuestions } from './work-statements.js';

/** Everything that nobody has judged yet, of all sessions. */
@Injectable()
export class ReviewWorkList {
  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly ledger: LedgerService,
  ) {}

  /** Questions whose answers have waited longest first. @throws ValidationFailed for a cursor of another list */
  async page({ limit, cursor, lessonId }: ReviewWorkQuery): Promise<Page<ReviewWork>> {
    const { dataSource } = this.answers.manager;
    const [oldest, id] = cursor === undefined ? [] : decodeCursor(cursor);
    const after = oldest === undefined ? undefined : ([String(oldest), String(id)] as const);
    const found = await openQuestions(dataSource, { lessonId, after, limit: limit + 1 });
    const questions = found.slice(0, limit);
    const answersTo = await openAnswersTo(
      dataSource,
      questions.map((question) => question.id),
      MAX_OPEN_ANSWERS,
    );
    const items: ReviewWork[] = [];
    for (const question of questions) {
      const item = await this.#describe(question, answersTo.get(question.id) ?? []);
      if (item) items.push(item);
    }
    const last = found.length > limit ? questions.at(-1) : undefined;
    return new Page(items, last && encodeCursor(last.oldest, last.id));
  }

  /** undefined: everything was reviewed meanwhile, or deleted. */
  async #describe({ id, answers }: OpenQuestion, answerIds: string[]): Promise<ReviewWork | undefined> {
    const rows = await this.answers.find({
      where: { id: In(answerIds) },
      relations: { student: true },
      order: { receivedAt: 'ASC', id: 'ASC' },
    });
    const [first] = rows;
    const opening = first && (await this.ledger.find(first.sessionId, first.openedSeq));
    const sessions = await this.#sessionsOf(rows);
    const newest = sessions[0];
    if (!opening?.question || !newest) return undefined;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const similar = await groupSimilar(rows, () => true);
    return {
      ...{ id, answers, question: opening.question },
      lesson: { id: newest.lesson.id, title: newest.lesson.title },
      sessions: sessions.map(({ id: sessionId, title, startedAt }) => ({
        ...{ id: sessionId, title, startedAt: startedAt?.toISOString() ?? null },
      })),
      groups: similar.map(({ ids }) => ({
        answers: ids
          .flatMap((answerId) => byId.get(answerId) ?? [])
          .map((row) => ({ ...describeAnswer(row, row.student.name), sessionId: row.sessionId })),
      })),
    };
  }

  /** The newest first, without what only a running session needs. */
  #sessionsOf(rows: readonly Answer[]): Promise<Session[]> {
    return this.sessions
      .createQueryBuilder('session')
      .select(['session.id', 'session.title', 'session.startedAt', 'session.storedLesson'])
      .where({ id: In([...new Set(rows.map(({ sessionId }) => sessionId))]) })
      .orderBy('session.startedAt', 'DESC')
      .getMany();
  }
}
