import { KeyedSerial } from '@lockstep/async';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DeletionReport } from '@lockstep/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { isDeadlock } from '../database/database-errors.js';
import { EventBus } from '../events/event-bus.js';
import { RecordingDeletion, type RemovedFiles } from '../recordings/recording-deletion.js';
import { SessionNotFound } from '../sessions/session-errors.js';
import { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { StudentRemoved } from '../students/student-events.js';
import { Student } from '../students/student.entity.js';
import { StudentNotFound } from '../students/student-errors.js';
import { SessionHeld, SessionStillLive } from './deletion-errors.js';
import { deleteWithAll } from './row-deletion.js';

const MOST_DEADLOCKS = 5;
const NO_FILES: RemovedFiles = { files: 0, bytes: 0 };

/** What was said in a session of one student was said to them. */
export const isOfOne = ({ storedSource: source }: Pick<Session, 'storedSource'>): boolean =>
  source.kind === 'teacher' && source.oneToOne;

/**
 * Deletes sessions, and what one student did in a session: rows, and files before them, so that a deletion that a crash interrupts can be
 * repeated until nothing is left. The log tells of each, by ids and counts alone.
 */
@Injectable()
export class Deletion {
  readonly #logger = new Logger('Deletion');
  /** One change of a session at a time. */
  readonly #turns = new KeyedSerial<string>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly recordings: RecordingDeletion,
    private readonly bus: EventBus,
  ) {}

  /**
   * @param by id of who asks, or what rule
   * @throws SessionNotFound, {@link SessionStillLive}, {@link SessionHeld}; then nothing was deleted
   */
  ofSession(sessionId: string, by: string): Promise<DeletionReport> {
    return this.#turns.run(sessionId, async () => {
      const { manager } = this.dataSource;
      deletable(await manager.findOneBy(Session, { id: sessionId }), sessionId);
      const files = await this.recordings.removeFiles(sessionId);
      const { rows, students } = await this.#transaction(async (within) => {
        await locked(within, sessionId);
        const ids = await within.find(Student, { where: { sessionId }, select: { id: true } });
        return { students: ids, rows: await deleteWithAll(within, 'session', sessionId) };
      });
      for (const { id } of students) this.bus.publish(new StudentRemoved(id));
      return this.#note({ sessionId, studentId: null, rows, ...files }, by);
    });
  }

  /**
   * The recording holds nothing of one student among others and stays; that of a session of one student goes with them.
   *
   * @throws SessionNotFound, {@link StudentNotFound}, {@link SessionStillLive}, {@link SessionHeld}; then nothing was deleted
   */
  ofStudent(sessionId: string, studentId: string, by: string): Promise<DeletionReport> {
    return this.#turns.run(sessionId, async () => {
      const { manager } = this.dataSource;
      const session = deletable(await manager.findOneBy(Session, { id: sessionId }), sessionId);
      if (!(await manager.existsBy(Student, { id: studentId, sessionId })))
        throw new StudentNotFound(studentId);
      const files = isOfOne(session) ? await this.recordings.removeFiles(sessionId) : NO_FILES;
      const rows = await this.#transaction(async (within) => {
        await locked(within, sessionId);
        if (files.files > 0) await within.query(`DELETE FROM recording WHERE session_id = $1`, [sessionId]);
        await within.query(`UPDATE session SET teaching = NULL WHERE id = $1`, [sessionId]); // what was said last
        return deleteWithAll(within, 'student', studentId);
      });
      this.bus.publish(new StudentRemoved(studentId));
      return this.#note({ sessionId, studentId, rows, ...files }, by);
    });
  }

  /** A legal hold, or its end; not while something of the session is being deleted. @throws SessionNotFound */
  hold(sessionId: string, held: boolean): Promise<Session> {
    return this.#turns.run(sessionId, () => this.sessions.hold(sessionId, held));
  }

  /** Again where a judgement that is stored at this moment and the deletion waited for each other. */
  async #transaction<T>(work: (within: EntityManager) => Promise<T>, triesLeft = MOST_DEADLOCKS): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (!isDeadlock(error) || triesLeft === 0) throw error;
      return this.#transaction(work, triesLeft - 1);
    }
  }

  #note(removed: Omit<DeletionReport, 'deletedAt'>, by: string): DeletionReport {
    const report = { ...removed, deletedAt: new Date().toISOString() };
    const { sessionId, studentId, rows, files, bytes } = report;
    const what = studentId === null ? `Session ${sessionId}` : `Student ${studentId} of session ${sessionId}`;
    const counts = Object.entries(rows).map(([table, count]) => `${table} ${String(count)}`);
    this.#logger.warn(
      `${what} deleted by ${by}: ${[...counts, `files ${String(files)}`, `bytes ${String(bytes)}`].join(', ')}`,
    );
    return report;
  }
}

/** @throws SessionNotFound, SessionStillLive, SessionHeld */
function deletable(session: Session | null, id: string): Session {
  if (!session) throw new SessionNotFound(id);
  if (session.status === 'live') throw new SessionStillLive();
  if (session.held) throw new SessionHeld();
  return session;
}

/** Nobody starts it meanwhile. */
async function locked(manager: EntityManager, id: string): Promise<void> {
  deletable(await manager.findOne(Session, { where: { id }, lock: { mode: 'pessimistic_write' } }), id);
}
