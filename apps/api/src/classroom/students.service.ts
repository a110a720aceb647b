import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Join, Joined, RosterEntry } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { Answer } from '../answers/answer.entity.js';
import { hashOf, newId, newSecret } from '../auth/secret.js';
import { SessionNotLive } from '../sessions/session-errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ClassroomHub } from './classroom-hub.js';
import { PresenceBoard } from './presence.js';
import { retryUntilAborted } from '../signalling/retry-until-aborted.js';
import { Student } from './student.entity.js';

/** Longer than any lesson, shorter than a forgotten browser. */
const TOKEN_LIFE_MS = 24 * 60 * 60 * 1000;

@Injectable()
export class StudentsService implements OnModuleDestroy {
  readonly #logger = new Logger('Students');
  readonly #closed = new AbortController();
  /** Students whose entry is being shown to teachers, and whether it changed meanwhile. */
  readonly #updating = new Map<string, { again: boolean }>();

  constructor(
    @InjectRepository(Student) private readonly students: Repository<Student>,
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly sessions: SessionsService,
    private readonly presence: PresenceBoard,
    private readonly hub: ClassroomHub,
  ) {}

  /** Throws SessionNotFound, SessionNotLive for one that has ended. */
  async join(sessionId: string, { name }: Join): Promise<Joined> {
    const session = await this.sessions.get(sessionId);
    if (session.status === 'ended') throw new SessionNotLive(session.status);
    const lobby = await this.sessions.lobby(session); // before the student exists: nothing after it may fail
    const token = newSecret('student');
    const joinedAt = new Date();
    const expiresAt = new Date(joinedAt.getTime() + TOKEN_LIFE_MS);
    const student = this.students.create({
      id: newId(),
      sessionId,
      name,
      hash: hashOf(token),
      joinedAt,
      expiresAt,
    });
    await this.#insert(student);
    this.announce(student.id);
    return {
      token,
      expiresAt: expiresAt.toISOString(),
      student: { id: student.id, name },
      session: lobby,
    };
  }

  /** A student whose row was stored while the reply was lost has no token: such a row is removed. */
  async #insert(student: Student): Promise<void> {
    try {
      await this.students.insert(student);
    } catch (error) {
      const remove = () => this.students.delete({ id: student.id });
      void retryUntilAborted('Removing a student without a token', remove, this.#closed.signal, this.#logger);
      throw error;
    }
  }

  /** Throws SessionNotFound. */
  async roster(sessionId: string): Promise<RosterEntry[]> {
    await this.sessions.get(sessionId);
    const students = await this.students.find({ where: { sessionId }, order: { joinedAt: 'ASC' } });
    const answers = await this.answers
      .createQueryBuilder('answer')
      .select('answer.studentId', 'studentId')
      .addSelect('COUNT(DISTINCT answer.openedSeq)::int', 'count')
      .where('answer.sessionId = :sessionId', { sessionId })
      .groupBy('answer.studentId')
      .getRawMany<{ studentId: string; count: number }>();
    const counts = new Map(answers.map(({ studentId, count }) => [studentId, count]));
    return students.map((student) => this.#describe(student, counts.get(student.id) ?? 0));
  }

  /** Empty for somebody who is not there. */
  async nameOf(studentId: string): Promise<string> {
    return (await this.students.findOneBy({ id: studentId }))?.name ?? '';
  }

  /** Which of these ids are students of the session. */
  async known(sessionId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.students.find({
      where: ids.map((id) => ({ id, sessionId })),
      select: { id: true },
    });
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Shows teachers the student's entry as it is now, again until the database answers. Updates are coalesced: at most
   * one is under way for each student, and one waits.
   */
  announce(studentId: string): void {
    const updating = this.#updating.get(studentId);
    if (updating) {
      updating.again = true;
      return;
    }
    const update = { again: false };
    this.#updating.set(studentId, update);
    void this.#update(studentId, update);
  }

  onModuleDestroy(): void {
    this.#closed.abort();
  }

  async #update(studentId: string, update: { again: boolean }): Promise<void> {
    do {
      update.again = false;
      await retryUntilAborted(
        'A roster entry',
        () => this.#tell(studentId),
        this.#closed.signal,
        this.#logger,
      );
    } while (update.again && !this.#closed.signal.aborted);
    this.#updating.delete(studentId);
  }

  async #tell(studentId: string): Promise<void> {
    const student = await this.students.findOneBy({ id: studentId });
    if (!student) return;
    const tried = await this.answers.find({ where: { studentId }, select: { id: true, openedSeq: true } });
    const count = new Set(tried.map(({ openedSeq }) => openedSeq)).size;
    this.hub.toStaff(student.sessionId, 'roster:changed', this.#describe(student, count));
  }

  #describe({ id, name, joinedAt }: Student, answers: number): RosterEntry {
    const { online, visible, latencyMs } = this.presence.of(id);
    return {
      id,
      name,
      online,
      visible: online && visible,
      latencyMs,
      answers,
      joinedAt: joinedAt.toISOString(),
    };
  }
}
