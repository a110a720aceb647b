import type { Page } from '../paging/page.js';
import { Injectable } from '@nestjs/common';
import type { Join, Joined, PageQuery, RosterEntry } from '@lockstep/contracts';
import { AnswersService } from '../answers/answers.service.js';
import type { Identity } from '../access/identity.js';
import { SessionAddresses } from '../sessions/session-addresses.js';
import { SessionAdmission } from '../sessions/session-admission.js';
import { SessionNotLive } from '../sessions/session-errors.js';
import { SelfPacedTaken } from '../self-paced/self-paced-errors.js';
import type { Session } from '../sessions/session.entity.js';
import { isSelfPaced, SessionsService } from '../sessions/sessions.service.js';
import { PresenceBoard } from '../students/presence.js';
import type { Student } from '../students/student.entity.js';
import { StudentsService } from '../students/students.service.js';

/** Who is in a class: the students, whether they are there, and how often they answered. */
@Injectable()
export class RosterService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly admission: SessionAdmission,
    private readonly addresses: SessionAddresses,
    private readonly students: StudentsService,
    private readonly presence: PresenceBoard,
    private readonly answers: AnswersService,
  ) {}

  /**
   * A person with an account gets their own place again, of a session that has ended too.
   * @throws SessionNotFound, SessionPrivate, SessionNotLive for one that has ended, SelfPacedTaken
   */
  async join(sessionId: string, { name, invite }: Join, caller: Identity | undefined): Promise<Joined> {
    const session = await this.sessions.getTogether(sessionId);
    const lobby = await this.sessions.lobby(session); // before the student exists: nothing after it may fail
    const person = caller?.kind === 'person' ? caller : undefined;
    const known = person && (await this.students.enterAgain(sessionId, person.id));
    if (known === undefined) await this.#admit(session, caller, invite);
    const { student, token } =
      known ??
      (await (person ? this.students.enter(sessionId, person) : this.students.create(sessionId, name)));
    const addresses = this.addresses.ofStudent(session, student.id);
    const expiresAt = student.expiresAt.toISOString();
    return {
      token,
      expiresAt,
      student: { id: student.id, name: student.name },
      session: { ...lobby, addresses },
    };
  }

  /** @throws SessionPrivate, SessionNotLive, SelfPacedTaken */
  async #admit(session: Session, caller: Identity | undefined, invite: string | undefined): Promise<void> {
    await this.admission.require(session, caller, invite);
    if (session.status === 'ended') throw new SessionNotLive(session.status);
    if (isSelfPaced(session.source)) throw new SelfPacedTaken();
  }

  /** @throws SessionNotFound */
  async list(sessionId: string, query: PageQuery): Promise<Page<RosterEntry>> {
    await this.sessions.get(sessionId);
    const students = await this.students.ofSession(sessionId, query);
    const counts = await this.answers.countByStudent(sessionId);
    return students.map((student) => this.#describe(student, counts.get(student.id) ?? 0));
  }

  /** Undefined for somebody who is not there. */
  async entry(studentId: string): Promise<RosterEntry | undefined> {
    const row = await this.students.rosterRow(studentId);
    return row && this.#describe(row, row.answers);
  }

  #describe({ id, name, joinedAt }: Pick<Student, 'id' | 'name' | 'joinedAt'>, answers: number): RosterEntry {
    const { online, visible, latencyMs } = this.presence.of(id);
    return {
      ...{ id, name, online, visible: online && visible, latencyMs, answers },
      joinedAt: joinedAt.toISOString(),
    };
  }
}
