import type { PageQuery } from '@lockstep/contracts';
import { type Page, readPage } from '../paging/page.js';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { hashOf, newId, newSecret } from '../access/secret.js';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { Batched } from '../database/batched.js';
import { EventBus } from '../events/event-bus.js';
import { StudentChanged } from './student-events.js';
import { insertStudents, type RosterRow, rosterRows } from './student-statements.js';
import { Student } from './student.entity.js';

/** Longer than any lesson, shorter than a forgotten browser. */
const TOKEN_LIFE_MS = 24 * 60 * 60 * 1000;

/** What changes in a roster within this time is read together. */
const ROSTER_GATHER_MS = 20;

@Injectable()
export class StudentsService implements OnModuleDestroy {
  readonly #logger = new Logger('Students');
  readonly #closed = new AbortController();
  /** Students who join together are stored together. */
  readonly #inserts: Batched<Student>;
  readonly #rows: Batched<string, RosterRow | undefined>;

  constructor(
    @InjectRepository(Student) private readonly students: Repository<Student>,
    private readonly bus: EventBus,
  ) {
    const { dataSource } = students.manager;
    this.#inserts = new Batched((rows) => insertStudents(dataSource, rows));
    this.#rows = new Batched((ids) => rosterRows(dataSource, ids), { gatherMs: ROSTER_GATHER_MS });
  }

  /** The token is in the answer and nowhere else. */
  async create(
    sessionId: string,
    name: string,
  ): Promise<{ readonly student: Student; readonly token: string }> {
    const token = newSecret('student');
    const joinedAt = new Date();
    const expiresAt = new Date(joinedAt.getTime() + TOKEN_LIFE_MS);
    const hash = hashOf(token);
    const student = this.students.create({ id: newId(), sessionId, name, hash, joinedAt, expiresAt });
    await this.#insert(student);
    this.bus.publish(new StudentChanged(sessionId, student.id));
    return { student, token };
  }

  /** What a roster shows of a student; undefined for somebody who is not there. */
  rosterRow(studentId: string): Promise<RosterRow | undefined> {
    return this.#rows.add(studentId);
  }

  /** Those of a session, in the order in which they joined. */
  ofSession(sessionId: string, query: PageQuery): Promise<Page<Student>> {
    const rows = this.students.createQueryBuilder('student').where({ sessionId });
    return readPage(rows, { by: ['student.joinedAt', 'student.id'], direction: 'ASC' }, query);
  }

  /** Empty for somebody who is not there. */
  async nameOf(studentId: string): Promise<string> {
    return (await this.#rows.add(studentId))?.name ?? '';
  }

  /** Which of these ids are students of the session. */
  async known(sessionId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.students.find({
      where: ids.map((id) => ({ id, sessionId })),
      select: { id: true },
    });
    return new Set(rows.map(({ id }) => id));
  }

  onModuleDestroy(): void {
    this.#closed.abort();
  }

  /** A student whose row was stored while the reply was lost has no token: such a row is removed. */
  async #insert(student: Student): Promise<void> {
    try {
      await this.#inserts.add(student);
    } catch (error) {
      const remove = () => this.students.delete({ id: student.id });
      void retryUntilAborted('Removing a student without a token', remove, this.#closed.signal, this.#logger);
      throw error;
    }
  }
}
