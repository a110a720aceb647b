import { Injectable } from '@nestjs/common';
import { type Answer, MAX_PAGE, type Question } from '@lockstep/contracts';
import { AnswersService } from '../answers/answers.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { RecordingFiles } from '../recordings/recording-files.js';
import { RecordingNotFound } from '../recordings/recording-errors.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { SessionNotOver } from '../sessions/session-errors.js';
import type { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { StudentsService } from '../students/students.service.js';
import type { Student } from '../students/student.entity.js';

/** A question that was asked, and the frame in which it came up. */
export type AskedOpening = {
  readonly seq: number;
  readonly question: Question;
  readonly ptsMs: number;
  readonly frame: number | null;
};

/** What a session that is over left, without its answers, which may be many. */
export type SessionRecord = {
  readonly session: Session;
  readonly openings: readonly AskedOpening[];
  /** Those who joined, in the order in which they did. */
  readonly students: readonly Student[];
  /** Stream time of the first frame of its recording, ms; of the stream where it was not recorded. */
  readonly startPtsMs: number;
  /** From there to its end, ms. */
  readonly lengthMs: number;
};

/** Reads what is exported. */
@Injectable()
export class SessionRecords {
  constructor(
    private readonly sessions: SessionsService,
    private readonly ledger: LedgerService,
    private readonly answers: AnswersService,
    private readonly students: StudentsService,
    private readonly recordings: RecordingsService,
    private readonly files: RecordingFiles,
  ) {}

  /** @throws SessionNotFound; SessionNotOver, because what counts may still change */
  async of(sessionId: string): Promise<SessionRecord> {
    const session = await this.sessions.get(sessionId);
    if (session.status !== 'ended') throw new SessionNotOver();
    const [openings, startPtsMs] = await Promise.all([
      this.ledger.openings(sessionId),
      this.#startOf(sessionId),
    ]);
    return {
      ...{ session, startPtsMs, lengthMs: Math.max(0, session.positionPtsMs - startPtsMs) },
      students: await this.#studentsOf(sessionId),
      openings: openings.flatMap(({ seq, question, airedPtsMs, frame }) =>
        question && airedPtsMs !== null ? [{ seq, question, ptsMs: airedPtsMs, frame }] : [],
      ),
    };
  }

  /** As they were received, as teachers see them. No more than a page is in memory. */
  async *answersOf(sessionId: string, openedSeq?: number): AsyncGenerator<Answer> {
    let cursor: string | undefined;
    do {
      const page = await this.answers.list(sessionId, {
        limit: MAX_PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(openedSeq !== undefined && { openedSeq }),
      });
      yield* page.items;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async #studentsOf(sessionId: string): Promise<Student[]> {
    const students: Student[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: MAX_PAGE, ...(cursor !== undefined && { cursor }) };
      const page = await this.students.ofSession(sessionId, query);
      students.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return students;
  }

  async #startOf(sessionId: string): Promise<number> {
    const [recording] = await this.recordings.ofSession(sessionId);
    if (!recording) return 0;
    if (recording.facts) return recording.facts.startMs;
    try {
      return (await this.files.stored(recording)).startMs ?? 0;
    } catch (error) {
      if (error instanceof RecordingNotFound) return 0; // nobody published
      throw error;
    }
  }
}
