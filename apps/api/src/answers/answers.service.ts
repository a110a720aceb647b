import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  type Answer as AnswerBody,
  type AnswerQuery,
  type AnswerReceipt,
  type AnswerSubmit,
} from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { type Identity } from '../auth/identity.js';
import { newId } from '../auth/secret.js';
import { ClassroomHub } from '../classroom/classroom-hub.js';
import { PresenceBoard } from '../classroom/presence.js';
import { StudentsService } from '../classroom/students.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LedgerService } from '../signalling/ledger.service.js';
import { LiveSessions } from '../streaming/live-sessions.service.js';
import { AnswerRefused, checkContent, checkTime, verdictOf } from './answer-rules.js';
import { Answer } from './answer.entity.js';

export type StudentIdentity = Extract<Identity, { kind: 'student' }>;

@Injectable()
export class AnswersService {
  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly ledger: LedgerService,
    private readonly presence: PresenceBoard,
    private readonly students: StudentsService,
    private readonly hub: ClassroomHub,
  ) {}

  /** Throws SessionNotFound, SessionNotLive, {@link AnswerRefused}. */
  async submit(sessionId: string, student: StudentIdentity, answer: AnswerSubmit): Promise<AnswerReceipt> {
    const { channel } = await this.live.require(sessionId);
    const { questionId, openedSeq, choices = [], text = null, shownPtsMs, answeredPtsMs } = answer;
    const opening = await this.ledger.find(sessionId, openedSeq);
    const question = opening?.question;
    if (!question || opening.airedPtsMs === null || question.id !== questionId) {
      throw new AnswerRefused('foreign', 'This session has not shown that question.');
    }
    checkContent(answer, question);
    checkTime(answer, question.windowMs, {
      openedPtsMs: opening.airedPtsMs,
      closedPtsMs: (await this.ledger.closing(sessionId, questionId, openedSeq))?.airedPtsMs ?? undefined,
      headPtsMs: channel.positionMs,
      watchingSincePtsMs: this.presence.of(student.id).watchingSincePtsMs,
    });
    const verdict = verdictOf(choices, question);
    const given = { sessionId, studentId: student.id, questionId, openedSeq, choices, text, verdict };
    const row = this.answers.create({
      id: newId(),
      ...given,
      shownPtsMs,
      answeredPtsMs,
      receivedAt: new Date(),
    });
    await this.#insertOnce(row);
    this.hub.toStaff(sessionId, 'answer:received', describe(row, student.name));
    await this.students.announce(student.id);
    return { answerId: row.id, questionId, openedSeq, receivedAt: row.receivedAt.toISOString() };
  }

  /** Throws SessionNotFound. */
  async list(sessionId: string, query: AnswerQuery): Promise<AnswerBody[]> {
    await this.sessions.get(sessionId);
    const rows = await this.answers.find({
      where: { sessionId, ...query },
      relations: { student: true },
      order: { receivedAt: 'ASC', id: 'ASC' },
    });
    return rows.map((row) => describe(row, row.student.name));
  }

  /** The database decides which of two answers at once was the first. */
  async #insertOnce(row: Answer): Promise<void> {
    const inserted = await this.answers
      .createQueryBuilder()
      .insert()
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    const rows: unknown = inserted.raw;
    if (Array.isArray(rows) && rows.length === 1) return;
    throw new AnswerRefused('duplicate', 'This question was answered already; the first answer counts.');
  }
}

const describe = (row: Answer, name: string): AnswerBody => ({
  id: row.id,
  student: { id: row.studentId, name },
  questionId: row.questionId,
  openedSeq: row.openedSeq,
  choices: row.choices,
  text: row.text,
  verdict: row.verdict,
  shownPtsMs: row.shownPtsMs,
  answeredPtsMs: row.answeredPtsMs,
  receivedAt: row.receivedAt.toISOString(),
});
