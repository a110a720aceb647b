import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '../../access/secret.js';
import { Settings } from '../../config/settings.js';
import { LedgerEvent, storedQuestion } from '../../ledger/ledger-event.entity.js';
import { Session } from '../../sessions/session.entity.js';
import { storedAccess, storedLesson } from '../../sessions/stored-session.js';
import { Recording } from '../recording.entity.js';
import type { ImportedRecording } from './read-import.js';

type Import = {
  /** Of the recording. */
  readonly id: string;
  readonly recording: ImportedRecording;
  readonly ownerId: string;
};

/** Rows in one statement. */
const AT_ONCE = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_TITLE = 200;
/** BCP 47, as far as it matters here. */
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** Puts sessions on record that were live on another server. */
@Injectable()
export class ImportedSessions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  /**
   * A session that is over, with its ledger and its recording: all of it or nothing.
   *
   * @param place puts the file where the recording has it, before anything can be seen
   * @returns the id of the session
   */
  async add(wanted: Import, place: () => Promise<void>): Promise<string> {
    const session = this.#sessionOf(wanted);
    const { recording, id } = wanted;
    await this.dataSource.transaction(async (manager) => {
      await manager.getRepository(Session).insert(session);
      await insertLedger(manager, session, recording);
      await manager.getRepository(Recording).insert({
        ...{ id, sessionId: session.id, status: 'ready', failure: null, lostMs: 0 },
        ...{ bucketPath: null, storedFacts: null, createdAt: new Date(), endedAt: session.endedAt },
      });
      await place();
    });
    return session.id;
  }

  #sessionOf({ recording, ownerId }: Import): Session {
    const { lesson, startMs, endMs, frames, wallClockMs, events } = recording;
    const title =
      lesson.title
        .replace(/\p{C}+/gu, ' ')
        .trim()
        .slice(0, MAX_TITLE)
        .toWellFormed() || 'Recording';
    const language = LANGUAGE.test(lesson.language) ? lesson.language : 'und';
    const startedAt = new Date(wallClockMs ?? Date.now() - (endMs - startMs));
    const endedAt = new Date(startedAt.getTime() + (endMs - startMs));
    // a lesson of this server may have the id that the other one's has
    const lessonId = newId();
    const questions = new Map(events.flatMap(({ question }) => (question ? [[question.id, question]] : [])));
    return Object.assign(new Session(), {
      ...{ id: newId(), title, lessonId, lessonVersion: null, ownerId, classId: null, joinCode: null },
      storedLesson: storedLesson.write({
        ...{ id: lessonId, title, language, questions: [...questions.values()], cues: [], deck: null },
      }),
      ...{ storedSource: { kind: 'rtmp' }, cueMode: 'manual', recorded: true, asking: 'off' },
      // who might watch it on the other server is not known
      storedAccess: storedAccess.write({ private: true, origins: [], maxViewers: null }),
      ...{ held: false, keptDays: this.#keptDays(endedAt), status: 'ended', iteration: 0 },
      ...{ originPtsMs: null, positionPtsMs: endMs, positionFrame: frames },
      ...{ storedCheckpoint: null, storedTeaching: null, createdAt: new Date(), startedAt, endedAt },
    } satisfies Omit<Session, 'source' | 'lesson' | 'access' | 'checkpoint' | 'teaching'>);
  }

  /** Days count from the end of the class, which may be long ago: it is kept as long as one that ended today. */
  #keptDays(endedAt: Date): number | null {
    const days = this.settings.get('RETENTION_DAYS');
    return days === undefined
      ? null
      : days + Math.max(0, Math.ceil((Date.now() - endedAt.getTime()) / DAY_MS));
  }
}

async function insertLedger(
  manager: EntityManager,
  { id: sessionId, startedAt }: Session,
  { events, startMs, lesson }: ImportedRecording,
): Promise<void> {
  const began = (startedAt?.getTime() ?? 0) - Math.max(startMs, lesson.startPtsMs);
  for (let i = 0; i < events.length; i += AT_ONCE) {
    const rows = events.slice(i, i + AT_ONCE).map(({ seq, ptsMs, frame, event, question }) => ({
      ...{ sessionId, seq, type: event.type.slice(0, 100), event, origin: 'system' as const, cueKey: null },
      storedQuestion: question && storedQuestion.write(question),
      ...{ plannedPtsMs: null, airedPtsMs: ptsMs, frame, wallClockMs: Math.round(began + ptsMs) },
      ...{ repeated: false, createdAt: new Date() },
    }));
    await manager.createQueryBuilder().insert().into(LedgerEvent).values(rows).updateEntity(false).execute();
  }
}
