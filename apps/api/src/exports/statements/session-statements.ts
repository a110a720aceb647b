import { Injectable } from '@nestjs/common';
import type { Score, XapiStatement } from '@lockstep/contracts';
import { ScoreService } from '../../answers/score.service.js';
import { AttendanceService } from '../../attendance/attendance.service.js';
import { ServerAddresses } from '../../config/server-addresses.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { isSelfPaced } from '../../sessions/sessions.service.js';
import { type SessionRecord, SessionRecords } from '../session-record.js';
import { answeredStatement, scoreOf } from './answered.js';
import { type StatedPerson, type StatedSession, statementOf, videoOf } from './statement.js';
import { type StatedControl, watchedStatements } from './watched.js';

/** What students did in a session that is over, as statements for a learning record store. */
@Injectable()
export class SessionStatements {
  constructor(
    private readonly records: SessionRecords,
    private readonly attendance: AttendanceService,
    private readonly scores: ScoreService,
    private readonly ledger: LedgerService,
    private readonly addresses: ServerAddresses,
  ) {}

  /**
   * The statements, read while they are taken.
   * @throws SessionNotFound, SessionNotOver, before the first one is read
   */
  async of(sessionId: string): Promise<{ title: string; statements: AsyncGenerator<XapiStatement> }> {
    const record = await this.records.of(sessionId);
    return { title: record.session.title, statements: this.#statementsOf(record) };
  }

  async *#statementsOf(record: SessionRecord): AsyncGenerator<XapiStatement> {
    const stated = this.#stated(record);
    const people = new Map(record.students.map((student) => [student.id, personOf(record, student)]));
    yield* this.#watched(record, stated, people);
    const openings = new Map(record.openings.map((opening) => [opening.seq, opening]));
    for await (const answer of this.records.answersOf(stated.id)) {
      const [by, opening] = [people.get(answer.student.id), openings.get(answer.openedSeq)];
      if (by && opening) yield answeredStatement(stated, by, answer, opening);
    }
    yield* this.#scored(record, stated, people);
  }

  #stated({ session, startPtsMs, lengthMs }: SessionRecord): StatedSession {
    const { id, title, lesson } = session;
    return {
      ...{ id, title, language: lesson.language, lesson: { id: lesson.id, title: lesson.title } },
      ...{ home: this.addresses.web, startPtsMs, lengthMs },
    };
  }

  async *#watched(
    { session }: SessionRecord,
    stated: StatedSession,
    people: ReadonlyMap<string, StatedPerson>,
  ): AsyncGenerator<XapiStatement> {
    const controls = isSelfPaced(session.source) ? await this.#controlsOf(session.id) : [];
    for (const { student, stays } of await this.attendance.of(session.id)) {
      const by = people.get(student.id);
      if (by) yield* watchedStatements(stated, by, stays, controls);
    }
  }

  async #controlsOf(sessionId: string): Promise<StatedControl[]> {
    const rows = await this.ledger.shown(sessionId, ['teacher.control']);
    return rows.flatMap(({ event, airedPtsMs, createdAt }) => {
      const { action } = event as { readonly action?: string };
      if ((action !== 'pause' && action !== 'resume') || airedPtsMs === null) return [];
      return [{ action, ptsMs: airedPtsMs, at: createdAt.toISOString() }];
    });
  }

  /** What each student earned, once everything that they answered is judged. */
  async *#scored(
    { session, openings }: SessionRecord,
    stated: StatedSession,
    people: ReadonlyMap<string, StatedPerson>,
  ): AsyncGenerator<XapiStatement> {
    if (!openings.some(({ question }) => question.points !== undefined) || !session.endedAt) return;
    for (const [id, by] of people) {
      const score = await this.scores.of(session.id, id);
      if (!isSettled(score)) continue;
      yield statementOf(stated, {
        ...{ verb: 'scored', by, key: [score.earned, score.of] },
        object: videoOf(stated),
        result: { score: scoreOf(score.earned / score.of, score.of) },
        timestamp: session.endedAt.toISOString(),
      });
    }
  }
}

const isSettled = ({ of, questions }: Score): boolean =>
  of > 0 &&
  questions.some(({ isAnswered }) => isAnswered) &&
  questions.every(({ isAnswered, earned }) => !isAnswered || earned !== null);

/** In the sessions of a class the same person is the same actor; teachers know the roster of their class by these ids. */
const personOf = (
  { session }: SessionRecord,
  { id, personId, name }: SessionRecord['students'][number],
): StatedPerson => ({ id: (session.classId !== null && personId) || id, name });
