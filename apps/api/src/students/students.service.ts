import type { PageQuery } from '@lockstep/contracts';
import { type Page, readPage } from '../paging/page.js';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Repository } from 'typeorm';
import { hashOf, newId, newSecret } from '../access/secret.js';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { Batched } from '../database/batched.js';
import { violatedConstraint } from '../database/database-errors.js';
import { EventBus } from '../events/event-bus.js';
import { StudentChanged } from './student-events.js';
import { insertStudents, type RosterRow, rosterRows } from './student-statements.js';
import { SeatTaken } from './student-errors.js';
import { StudentToken } from './student-token.entity.js';
import { Student } from './student.entity.js';

/** Longer than any lesson, shorter than a forgotten browser. */
const TOKEN_LIFE_MS = 24 * 60 * 60 * 1000;

const lifeFrom = (now: Date): Date => new Date(now.getTime() + TOKEN_LIFE_MS);

/** The token is here and nowhere else. */
type Seated = { readonly student: Student; readonly token: string };

/** What changes in a roster within this time is read together. */
const ROSTER_GATHER_MS = 20;

@Injectable()
export class StudentsService implements OnModuleDestroy {
  readonly #logger = new Logger('Students');
  readonly #closed = new AbortController();
  /** Students who join together are stored together. */
  readonly #inserts: Batched<Student, boolean>;
  readonly #rows: Batched<string, RosterRow | undefined>;

  constructor(
    @InjectRepository(Student) private readonly students: Repository<Student>,
    @InjectRepository(StudentToken) private readonly tokens: Repository<StudentToken>,
    private readonly bus: EventBus,
  ) {
    const { dataSource } = students.manager;
    this.#inserts = new Batched((rows) => insertStudents(dataSource, rows));
    this.#rows = new Batched((ids) => rosterRows(dataSource, ids), { gatherMs: ROSTER_GATHER_MS });
  }

  /** A guest. The token is in the answer and nowhere else. */
  async create(sessionId: string, name: string): Promise<Seated> {
    const { student, token } = this.#made(sessionId, name, null);
    await this.#insert(student);
    this.bus.publish(new StudentChanged(sessionId, student.id));
    return { student, token };
  }

  /** Somebody with an account: the same student on each of their devices, and on each day. */
  async enter(sessionId: string, { id: personId, name }: { id: string; name: string }): Promise<Seated> {
    const known = await this.enterAgain(sessionId, personId);
    if (known) return known;
    const { student, token } = this.#made(sessionId, name, personId);
    if (!(await this.#insert(student))) {
      const other = await this.enterAgain(sessionId, personId); // on another device, at this moment
      if (other) return other;
    }
    this.bus.publish(new StudentChanged(sessionId, student.id));
    return { student, token };
  }

  /** Undefined for a person who was not there. */
  async enterAgain(sessionId: string, personId: string): Promise<Seated | undefined> {
    const student = await this.students.findOneBy({ sessionId, personId });
    if (!student) return undefined;
    const token = newSecret('student');
    const now = new Date();
    const expiresAt = lifeFrom(now);
    await this.tokens.delete({ studentId: student.id, expiresAt: LessThan(now) });
    await this.tokens.insert({ hash: hashOf(token), studentId: student.id, expiresAt });
    return { student: this.students.merge(student, { expiresAt }), token };
  }

  /**
   * What a guest did becomes a person's own; again, it changes nothing.
   * @throws SeatTaken where it is somebody else's, or they were there themselves
   */
  async claim({ id, sessionId }: { id: string; sessionId: string }, personId: string): Promise<void> {
    const own = await this.students.findOneBy({ sessionId, personId });
    if (own?.id === id) return;
    if (own) throw new SeatTaken();
    const { affected } = await this.students
      .update({ id, personId: IsNull() }, { personId })
      .catch((error: unknown) => {
        if (violatedConstraint(error) === 'student_of_person') throw new SeatTaken();
        throw error;
      });
    if (affected !== 1) throw new SeatTaken();
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

  #made(sessionId: string, name: string, personId: string | null): Seated {
    const token = newSecret('student');
    const joinedAt = new Date();
    const hash = hashOf(token);
    const expiresAt = lifeFrom(joinedAt);
    return {
      student: this.students.create({ id: newId(), sessionId, personId, name, hash, joinedAt, expiresAt }),
      token,
    };
  }

  /** A student whose row was stored while the reply was lost has no token: such a row is removed. */
  async #insert(student: Student): Promise<boolean> {
    try {
      return await this.#inserts.add(student);
    } catch (error) {
      const remove = () => this.students.delete({ id: student.id });
      void retryUntilAborted('Removing a student without a token', remove, this.#closed.signal, this.#logger);
      throw error;
    }
  }
}
