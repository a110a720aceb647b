import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type {
  Asking,
  Lobby,
  PageQuery,
  Session as SessionBody,
  SessionAccess,
  SessionCreate,
  SessionSource,
} from '@lockstep/contracts';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { newId, newJoinCode } from '../access/secret.js';
import { Batched } from '../database/batched.js';
import { EventBus } from '../events/event-bus.js';
import { Settings } from '../config/settings.js';
import { Transcribers } from '../transcribers/transcribers.js';
import { LessonsService } from '../lessons/lessons.service.js';
import { LessonVersions } from '../lessons/scripts/lesson-versions.service.js';
import { MediaFiles } from './media-files.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import type { DomainError } from '../errors/domain-error.js';
import { OnAir } from './on-air.js';
import { SessionAddresses } from './session-addresses.js';
import { LessonNotReady, SessionNotFound } from './session-errors.js';
import { SessionCreated } from './session-events.js';
import { SessionFaults } from './session-faults.js';
import { SessionKeepings } from './session-keepings.js';
import { SessionLeases } from '../leases/session-leases.js';
import { SessionProgress } from './session-progress.js';
import { after, before, IllegalTransition, type SessionAction } from './session-status.js';
import { Page, readPage } from '../paging/page.js';
import { StoredRecordUnreadable } from '../stored/stored-record.js';
import { Session } from './session.entity.js';
import {
  type Checkpoint,
  storedAccess,
  storedCheckpoint,
  storedLesson,
  type TaughtLesson,
} from './stored-session.js';
import { taughtVersion } from './taught-version.js';
import type { TeachingRecord } from './teaching-record.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of one student alone. */
export const isSelfPaced = (source: SessionSource): boolean =>
  source.kind === 'teacher' && source.selfPaced === true;

/** It would never end. */
const isLooped = (source: SessionSource): boolean => source.kind !== 'rtmp' && source.loop;

/** What a session is made of, self-paced ones too. */
type WantedSession = Omit<SessionCreate, 'source'> & { readonly source: SessionSource };

/** As it is wished; of a class, no one else is let in unless that is said. */
function accessOf({ access, classId }: WantedSession): object | null {
  if (access) return storedAccess.write(access);
  return classId === undefined ? null : storedAccess.write({ private: true, origins: [], maxViewers: null });
}

/** What a session is on record; what runs while it is live is in `streaming/`. */
@Injectable()
export class SessionsService {
  readonly #reads: Batched<string, Session | undefined>;

  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly lessons: LessonsService,
    private readonly versions: LessonVersions,
    private readonly keepings: SessionKeepings,
    private readonly files: MediaFiles,
    private readonly onAir: OnAir,
    private readonly faults: SessionFaults,
    private readonly progress: SessionProgress,
    private readonly addresses: SessionAddresses,
    private readonly settings: Settings,
    private readonly transcribers: Transcribers,
    private readonly leases: SessionLeases,
    private readonly bus: EventBus,
  ) {
    this.#reads = new Batched(async (ids: readonly string[]) => {
      const rows = await sessions.findBy({ id: In([...new Set(ids)]) });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id));
    });
  }

  /** @throws LessonNotFound, MediaFileNotFound, {@link LessonNotReady}, VersionNotFound, VersionNotCompiled */
  async create(wanted: WantedSession, id = newId(), ownerId: string | null = null): Promise<Session> {
    const { lesson, source } = await this.#freeze(wanted);
    const keeping = await this.keepings.of(lesson.id, wanted.classId ?? null);
    const byDefault = keeping.recorded ?? this.settings.get('RECORDING');
    const session = this.sessions.create({
      id,
      title: wanted.title ?? lesson.title,
      lessonId: lesson.id,
      lessonVersion: lesson.version ?? null,
      ownerId,
      classId: wanted.classId ?? null,
      joinCode: isSelfPaced(source) ? null : newJoinCode(),
      storedLesson: storedLesson.write(lesson),
      storedSource: source,
      cueMode: wanted.cues,
      recorded: wanted.recorded ?? (byDefault && !isLooped(source)),
      storedAccess: accessOf(wanted),
      held: false,
      keptDays: keeping.keptDays,
      status: 'scheduled',
      iteration: 0,
      originPtsMs: null,
      positionPtsMs: 0,
      positionFrame: 0,
      storedCheckpoint: null,
      storedTeaching: null,
      createdAt: new Date(),
      startedAt: null,
      endedAt: null,
    });
    await this.sessions.insert(session);
    this.bus.publish(new SessionCreated(id));
    return session;
  }

  /** The lesson as it is now, or its published version, and the source that names it. */
  async #freeze(wanted: WantedSession): Promise<{ lesson: TaughtLesson; source: SessionSource }> {
    const { lessonId, source } = wanted;
    if (source.kind === 'teacher') {
      const version = await this.versions.get(lessonId, source.version);
      return {
        lesson: taughtVersion(version, source.selfPaced === true),
        source: { ...source, version: version.version },
      };
    }
    const lesson = await this.lessons.get(lessonId);
    if (lesson.problems.length > 0) throw new LessonNotReady(lesson.problems);
    if (source.kind === 'file') await this.files.pathOf(source.file);
    const { title, language, questions, cues, deckId, slides } = lesson;
    const deck = deckId === null ? null : { id: deckId, slideCount: slides.length };
    return { lesson: { id: lesson.id, title, language, questions, cues, deck }, source };
  }

  /** @throws SessionNotFound */
  async get(id: string): Promise<Session> {
    const session = await this.sessions.findOneBy({ id });
    if (!session) throw new SessionNotFound(id);
    return session;
  }

  /** The same for many who ask at once, of one session or several, with one statement. Not to be changed. */
  async getTogether(id: string): Promise<Session> {
    const session = await this.#reads.add(id);
    if (!session) throw new SessionNotFound(id);
    return session;
  }

  /** The session that can be joined with a code, if any. */
  async byJoinCode(joinCode: string): Promise<Session | undefined> {
    const session = await this.sessions.findOneBy({ joinCode, status: In(['scheduled', 'live']) });
    return session === null || session.access.private ? undefined : session;
  }

  exists(id: string): Promise<boolean> {
    return this.sessions.existsBy({ id });
  }

  /**
   * The newest first, without what only a running session needs.
   * @param narrow adds conditions on `session`
   */
  list(query: PageQuery, narrow?: (rows: SelectQueryBuilder<Session>) => void): Promise<Page<Session>> {
    const needless = ['storedCheckpoint', 'storedTeaching'];
    const columns = this.sessions.metadata.columns.map(({ propertyName }) => propertyName);
    const needed = columns.filter((name) => !needless.includes(name)).map((name) => `session.${name}`);
    const rows = this.sessions.createQueryBuilder('session').select(needed);
    narrow?.(rows);
    return readPage(rows, { by: ['session.createdAt', 'session.id'], direction: 'DESC' }, query);
  }

  /** A legal hold, or its end. @throws SessionNotFound */
  async hold(id: string, held: boolean): Promise<Session> {
    await this.sessions.update({ id }, { held });
    return this.get(id);
  }

  /** @throws SessionNotFound */
  async setAccess(id: string, access: SessionAccess): Promise<Session> {
    await this.sessions.update({ id }, { storedAccess: storedAccess.write(access) });
    return this.get(id);
  }

  /** @throws SessionNotFound */
  async setAsking(id: string, asking: Asking): Promise<Session> {
    await this.sessions.update({ id }, { asking });
    return this.get(id);
  }

  live(): Promise<Session[]> {
    return this.sessions.find({ where: { status: 'live' }, order: { startedAt: 'ASC' } });
  }

  /** Only one of two callers at once succeeds. @throws SessionNotFound, IllegalTransition, SessionElsewhere */
  async move(id: string, action: SessionAction): Promise<Session> {
    const now = new Date();
    const { affected } = await this.sessions
      .createQueryBuilder()
      .update({ status: after(action), ...(action === 'start' ? { startedAt: now } : { endedAt: now }) })
      .where({ id, status: In(before(action)) })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM session_lease lease
        WHERE lease.session_id = :id AND lease.epoch <> :epoch AND lease.expires_at > now())`,
      )
      .setParameters({ id, epoch: this.leases.epochOf(id) })
      .execute();
    const session = await this.get(id);
    if (affected !== 1) throw await this.#whyNotMoved(session, action);
    return session;
  }

  async #whyNotMoved({ id, status }: Session, action: SessionAction): Promise<DomainError> {
    const holder = before(action).includes(status) ? await this.leases.holder(id) : undefined;
    return holder ? new SessionElsewhere(holder.url) : new IllegalTransition(status, action);
  }

  /** A start that came to nothing. */
  async undoStart(id: string): Promise<void> {
    await this.sessions.update({ id, status: 'live' }, { status: 'scheduled', startedAt: null });
  }

  saveTeaching(id: string, teaching: TeachingRecord): Promise<void> {
    return this.progress.saveTeaching(id, teaching);
  }

  /** The lesson starts, once more or for the first time; where, its first frame will tell. */
  async beginIteration(id: string, iteration: number): Promise<void> {
    await this.#updateMine(id, { iteration, originPtsMs: null });
  }

  async setOrigin(id: string, iteration: number, originPtsMs: number): Promise<void> {
    await this.#updateMine(id, { originPtsMs }, { iteration });
  }

  notePosition(id: string, positionPtsMs: number, positionFrame: number): Promise<void> {
    return this.progress.notePosition(id, positionPtsMs, positionFrame);
  }

  async saveCheckpoint(id: string, checkpoint: Checkpoint): Promise<void> {
    await this.#updateMine(id, { storedCheckpoint: storedCheckpoint.write(checkpoint) });
  }

  /** What another process carries by now stays as it is. */
  async #updateMine(
    id: string,
    changes: Partial<Pick<Session, 'iteration' | 'originPtsMs' | 'storedCheckpoint'>>,
    where: Partial<Pick<Session, 'iteration'>> = {},
  ): Promise<void> {
    await this.sessions
      .createQueryBuilder()
      .update(changes)
      .where({ id, ...where })
      .andWhere(
        `EXISTS (SELECT 1 FROM session_lease lease WHERE lease.session_id = :id AND lease.epoch = :epoch)`,
      )
      .setParameters({ id, epoch: this.leases.epochOf(id) })
      .execute();
  }

  describe(session: Session): SessionBody {
    const lesson = this.#readableLesson(session);
    const source = this.#readableSource(session);
    const { id, title, status, cueMode, recorded, held, createdAt, startedAt, endedAt } = session;
    return {
      id,
      title,
      lesson: { id: lesson.id, title: lesson.title, questions: [...lesson.questions] },
      language: lesson.language,
      deckId: lesson.deck?.id ?? null,
      lessonVersion: lesson.version ?? null,
      source,
      cues: cueMode,
      recorded,
      access: session.access,
      asking: session.asking,
      classId: session.classId,
      joinCode: session.access.private || status === 'ended' ? null : session.joinCode,
      held,
      deletesAt: this.#deletesAt(session)?.toISOString() ?? null,
      status,
      onAir: this.onAir.publisherOf(id) !== undefined,
      fault: this.faults.of(id) ?? null,
      addresses: this.addresses.of(session),
      createdAt: createdAt.toISOString(),
      startedAt: startedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    };
  }

  /** null: it is not deleted by itself. */
  #keptDays({ keptDays }: Session): number | null {
    return keptDays ?? this.settings.get('RETENTION_DAYS') ?? null;
  }

  #deletesAt(session: Session): Date | null {
    const days = this.#keptDays(session);
    if (days === null || session.held || session.endedAt === null) return null;
    return new Date(session.endedAt.getTime() + days * DAY_MS);
  }

  /** A session whose lesson cannot be read is still shown, so that its teacher sees its fault and may end it. */
  #readableLesson(session: Session): TaughtLesson {
    try {
      return session.lesson;
    } catch (error) {
      if (!(error instanceof StoredRecordUnreadable)) throw error;
      const { lessonId: id, title } = session;
      return { id, title, language: 'und', questions: [], cues: [], deck: null };
    }
  }

  #readableSource(session: Session): SessionSource {
    try {
      return session.source;
    } catch (error) {
      if (!(error instanceof StoredRecordUnreadable)) throw error;
      return { kind: 'rtmp' };
    }
  }

  /** @param studentId whose page shows it; undefined: of somebody who has not joined */
  async lobby(session: Session, studentId?: string): Promise<Lobby> {
    const { id, title, language, deckId, status, onAir, recorded, asking, source } = this.describe(session);
    return {
      id,
      title,
      language,
      deckId,
      status,
      onAir,
      recorded,
      asking,
      addresses: this.addresses.ofStudent(session, studentId),
      keptDays: this.#keptDays(session),
      selfPaced: isSelfPaced(source),
      canTranscribe: await this.transcribers.canTranscribe(language),
    };
  }
}
