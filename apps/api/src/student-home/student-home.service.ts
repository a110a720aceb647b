import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { HomeSession, OwnResult, SeatClaim, StudentHome } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { Unauthenticated } from '../access/access-errors.js';
import type { Identity } from '../access/identity.js';
import { TokensService } from '../accounts/tokens.service.js';
import { isSelfPaced, SessionsService } from '../sessions/sessions.service.js';
import { SeatNotFound } from '../students/student-errors.js';
import { StudentsService } from '../students/students.service.js';
import { homeClasses, homeLessons, homeResults, type HomeRow, homeSessions } from './home-statements.js';

/** What a student with an account finds at home. */
@Injectable()
export class StudentHomes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly students: StudentsService,
    private readonly tokens: TokensService,
  ) {}

  async of(personId: string): Promise<StudentHome> {
    const rows = await homeSessions(this.dataSource, personId);
    const [shown, classes, selfPaced] = await Promise.all([
      this.#describe(rows),
      homeClasses(this.dataSource, personId),
      homeLessons(this.dataSource, personId),
    ]);
    const inStatus = (status: HomeSession['status']) => shown.filter((session) => session.status === status);
    return {
      ...{ classes, selfPaced },
      ...{ live: inStatus('live'), coming: inStatus('scheduled'), review: inStatus('ended') },
    };
  }

  /** @throws SeatNotFound, SeatTaken */
  async claim({ token }: SeatClaim, personId: string): Promise<void> {
    await this.students.claim(await this.#guest(token), personId);
  }

  async #describe(rows: readonly HomeRow[]): Promise<HomeSession[]> {
    const studentIds = rows.flatMap(({ studentId }) => studentId ?? []);
    const results = new Map(
      (await homeResults(this.dataSource, studentIds)).map(({ studentId, ...result }) => [studentId, result]),
    );
    return Promise.all(rows.map((row) => this.#session(row, results)));
  }

  async #session(
    { id, classId, className, studentId }: HomeRow,
    results: ReadonlyMap<string, OwnResult>,
  ): Promise<HomeSession> {
    const session = await this.sessions.getTogether(id);
    const { title, status, recorded, source, startedAt, endedAt } = this.sessions.describe(session);
    return {
      ...{ id, title, status, recorded, startedAt, endedAt, selfPaced: isSelfPaced(source) },
      class: classId === null ? null : { id: classId, name: className ?? '' },
      result: studentId === null ? null : (results.get(studentId) ?? null),
    };
  }

  /** @throws SeatNotFound */
  async #guest(token: string): Promise<Identity & { kind: 'student' }> {
    try {
      const identity = await this.tokens.identify(token);
      if (identity.kind === 'student') return identity;
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
    }
    throw new SeatNotFound();
  }
}
