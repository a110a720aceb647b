import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Join, Joined, PaceCommand } from '@lockstep/contracts';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain-error.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged, SessionLeft, SessionOpened } from '../live-sessions/live-session-events.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { isSelfPaced, SessionsService } from '../sessions/sessions.service.js';
import { PresenceBoard } from '../students/presence.js';
import { WatchersChanged } from '../students/student-events.js';
import { StudentsService } from '../students/students.service.js';
import { LiveClasses } from '../virtual-teacher/session/live-classes.js';
import { NotNow } from '../virtual-teacher/session/teaching-errors.js';
import { TeachingChanged } from '../virtual-teacher/session/teaching-events.js';
import { NotSelfPaced, SelfPacedFull } from './self-paced-errors.js';
import { SelfPacedLessons } from './self-paced-lessons.js';

/** A page that is away for this long pauses the lesson; reloading it does not. */
const AWAY_MS = 10_000;
const MINUTE_MS = 60_000;

/** A live session of one student. */
type Followed = {
  isPaused: boolean;
  away: NodeJS.Timeout | undefined;
  idle: NodeJS.Timeout | undefined;
};

/** Opens sessions of one student each, bounds how many there are, and ends those that nobody goes on with. */
@Injectable()
export class SelfPacedSessions implements OnModuleDestroy {
  readonly #logger = new Logger('SelfPaced');
  readonly #live = new Map<string, Followed>();
  /** Being opened, so that many at once stay within the bound. */
  readonly #opening = new Set<string>();

  constructor(
    private readonly settings: Settings,
    private readonly lessons: SelfPacedLessons,
    private readonly sessions: SessionsService,
    private readonly students: StudentsService,
    private readonly live: LiveSessions,
    private readonly classes: LiveClasses,
    private readonly presence: PresenceBoard,
    bus: EventBus,
  ) {
    bus.on(SessionOpened, ({ session }) => {
      if (isSelfPaced(session.source)) this.#follow(session.id);
    });
    bus.on(SessionChanged, ({ state }) => {
      if (state.status === 'ended') this.#forget(state.sessionId);
    });
    bus.on(SessionLeft, ({ sessionId }) => this.#forget(sessionId));
    bus.on(WatchersChanged, ({ sessionId }) => this.#consider(sessionId));
    bus.on(TeachingChanged, ({ teaching }) => {
      const followed = this.#live.get(teaching.sessionId);
      if (followed) followed.isPaused = teaching.phase === 'paused';
      this.#consider(teaching.sessionId);
    });
  }

  onModuleDestroy(): void {
    for (const id of [...this.#live.keys()]) this.#forget(id);
  }

  /**
   * A session for this student alone.
   * @throws SelfPacedOff, SelfPacedFull, VersionNotFound, VersionNotCompiled and what keeps the version from being taught
   */
  async join(lessonId: string, { name }: Join, caller: Identity | undefined): Promise<Joined> {
    const { version, recorded } = await this.lessons.offer(lessonId);
    const most = this.settings.get('SELF_PACED_SESSIONS');
    if (new Set([...this.#opening, ...this.#live.keys()]).size >= most) throw new SelfPacedFull(most);
    const id = newId();
    this.#opening.add(id);
    try {
      await this.#open(id, { lessonId, version: version.version, recorded });
      const { student, token } =
        caller?.kind === 'person'
          ? await this.students.enter(id, caller)
          : await this.students.create(id, name);
      const lobby = await this.sessions.lobby(await this.sessions.get(id), student.id);
      const expiresAt = student.expiresAt.toISOString();
      return { token, expiresAt, student: { id: student.id, name: student.name }, session: lobby };
    } catch (error) {
      await this.#end(id); // nobody could enter it
      throw error;
    } finally {
      this.#opening.delete(id);
    }
  }

  /** What a student does to their own session. @throws NotSelfPaced, SessionNotLive, NotNow */
  async command(sessionId: string, { type }: PaceCommand): Promise<void> {
    const { session } = await this.live.require(sessionId);
    if (!isSelfPaced(session.source)) throw new NotSelfPaced();
    const { step, phase } = await this.classes.show(sessionId);
    if (step === null) throw new NotNow(type, phase); // the lesson has not begun
    await this.classes.command(sessionId, { type });
  }

  async #open(
    id: string,
    { lessonId, version, recorded }: { lessonId: string; version: number; recorded: boolean },
  ): Promise<void> {
    const source = {
      ...({ kind: 'teacher', version, oneToOne: true, begins: 'with-a-student', loop: false } as const),
      selfPaced: true as const,
    };
    await this.sessions.create({ lessonId, source, cues: 'auto', recorded }, id);
    await this.live.start(id);
  }

  #follow(id: string): void {
    this.#live.set(id, { isPaused: false, away: undefined, idle: undefined });
    this.#consider(id);
  }

  #forget(id: string): void {
    const followed = this.#live.get(id);
    clearTimeout(followed?.away);
    clearTimeout(followed?.idle);
    this.#live.delete(id);
  }

  /** Starts and stops the clocks of a session, as its student is there and goes on, or not. */
  #consider(id: string): void {
    const followed = this.#live.get(id);
    if (!followed) return;
    const isWatched = this.presence.watching(id).length > 0;
    if (isWatched) {
      clearTimeout(followed.away);
      followed.away = undefined;
    } else followed.away ??= setTimeout(() => void this.#pause(id), AWAY_MS).unref();
    if (isWatched && !followed.isPaused) {
      clearTimeout(followed.idle);
      followed.idle = undefined;
    } else {
      const idleMs = this.settings.get('SELF_PACED_IDLE_MINUTES') * MINUTE_MS;
      followed.idle ??= setTimeout(() => void this.#end(id), idleMs).unref();
    }
  }

  /** A lesson that waits for its student to come needs no pause, and one that ends meanwhile takes none. */
  async #pause(id: string): Promise<void> {
    try {
      const { allowed, phase } = await this.classes.show(id);
      if (phase !== 'waiting' && allowed.includes('pause')) await this.classes.command(id, { type: 'pause' });
    } catch (error) {
      this.#report(error, id);
    }
  }

  async #end(id: string): Promise<void> {
    try {
      await this.live.end(id);
    } catch (error) {
      this.#report(error, id);
    } finally {
      this.#forget(id);
    }
  }

  #report(error: unknown, id: string): void {
    if (error instanceof DomainError) this.#logger.debug(`The session ${id}: ${error.message}`);
    else this.#logger.error(error);
  }
}
