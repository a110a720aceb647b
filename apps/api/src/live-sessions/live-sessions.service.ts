import { setTimeout } from 'node:timers/promises';
import { KeyedSerial } from '@lockstep/async';
import { Injectable, Logger } from '@nestjs/common';
import type { Session as SessionBody, SessionFault } from '@lockstep/contracts';
import type { LiveStream, PublisherInfo } from '@lockstep/media';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { Settings } from '../config/settings.js';
import { isDatabaseAway } from '../database/database-errors.js';
import { DomainError } from '../errors/domain-error.js';
import { OnAir } from '../sessions/on-air.js';
import { PlaysFile, SessionFaulty, SessionNotLive } from '../sessions/session-errors.js';
import { SessionAccessChanged } from '../sessions/session-events.js';
import { SessionFaults } from '../sessions/session-faults.js';
import type { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import { LeaseEnded, LeasesExpired } from '../leases/lease-events.js';
import { SessionLeases } from '../leases/session-leases.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { AnswerCounter } from '../signalling/answer-counter.js';
import { eventOf } from '../signalling/lesson-actions.js';
import type { Submitted } from '../signalling/lesson-channel.js';
import {
  EventAired,
  PublisherChanged,
  SessionChanged,
  SessionLeft,
  SessionMoved,
  SessionOpened,
} from './live-session-events.js';
import { Films } from './films.js';
import type { Teachers } from './teachers.js';
import { LiveSession, type LiveSessionParts } from './live-session.js';

/** How long the end of a lesson may wait for a frame to carry it. */
const FAREWELL_PATIENCE_MS = 1500;
const farewellPatience = () => setTimeout(FAREWELL_PATIENCE_MS, undefined, { ref: false });

const leaseEndings: Readonly<Record<LeaseEnded['reason'], string>> = {
  taken: 'another process has taken it over',
  'not-renewed': 'its lease could not be renewed in time, so another process may take it over',
};

/** For pages that say it in another language. */
const causeOf = (error: unknown): SessionFault['cause'] =>
  error instanceof DomainError
    ? { code: error.code, ...(error.params !== undefined && { params: { ...error.params } }) }
    : null;

/** The sessions that are live in this process: starts, ends and restores them. */
@Injectable()
export class LiveSessions {
  readonly #logger = new Logger('Sessions');
  readonly #live = new Map<string, LiveSession>();
  /** One change of a session at a time. */
  readonly #turns = new KeyedSerial<string>();
  #isClosing = false;
  #teachers: Teachers | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly sessions: SessionsService,
    private readonly films: Films,
    private readonly ledger: LedgerService,
    private readonly counter: AnswerCounter,
    private readonly bus: EventBus,
    private readonly onAir: OnAir,
    private readonly faults: SessionFaults,
    private readonly leases: SessionLeases,
  ) {
    bus.on(LeaseEnded, ({ sessionId, reason }) => this.#giveUp(sessionId, reason));
    bus.on(LeasesExpired, ({ sessionIds }) => this.#takeOver(sessionIds));
    bus.on(SessionAccessChanged, ({ sessionId, storedAccess }) => {
      const live = this.#live.get(sessionId);
      if (live) live.session.storedAccess = storedAccess;
    });
  }

  /** Once, before the first session starts. */
  useTeachers(teachers: Teachers): void {
    this.#teachers = teachers;
  }

  find(id: string): LiveSession | undefined {
    return this.#live.get(id);
  }

  /** The streams that are live here, by session. */
  streams(): (readonly [sessionId: string, stream: LiveStream])[] {
    return [...this.#live].map(([id, { channel }]) => [id, channel.stream] as const);
  }

  stream(id: string): LiveStream | undefined {
    return this.#live.get(id)?.channel.stream;
  }

  /** @throws SessionNotFound, {@link SessionNotLive}, SessionElsewhere */
  async require(id: string): Promise<LiveSession> {
    const live = this.#live.get(id);
    if (live) return live;
    this.#refuseFaulty(id);
    const { status } = await this.sessions.get(id);
    throw status === 'live' ? new SessionElsewhere() : new SessionNotLive(status);
  }

  /** scheduled → live. @throws SessionNotFound, IllegalTransition, MediaFileNotFound and what a file cannot be played for */
  start(id: string): Promise<SessionBody> {
    return this.#turns.run(id, () => this.#start(id));
  }

  async #start(id: string): Promise<SessionBody> {
    this.#refuseFaulty(id);
    const session = await this.sessions.get(id);
    const run = await this.#prepare(session);
    const started = await this.#claim(id);
    try {
      await run(await this.#open(started));
    } catch (error) {
      await this.#takeBack(id);
      throw error;
    }
    this.#announce(id, 'live');
    this.bus.publish(new SessionMoved(id, 'live'));
    return this.sessions.describe(started);
  }

  /** Carried by this process before it is live, so that no other takes it for a session whose owner is gone. */
  async #claim(id: string): Promise<Session> {
    await this.leases.take(id);
    try {
      return await this.sessions.move(id, 'start');
    } catch (error) {
      if (!this.#live.has(id)) await this.leases.remove(id);
      throw error;
    }
  }

  /** A start that came to nothing leaves the session as it was. */
  async #takeBack(id: string): Promise<void> {
    const live = this.#live.get(id);
    this.#live.delete(id);
    this.onAir.set(id, undefined);
    await live?.close('the session did not start');
    await this.sessions.undoStart(id);
    await this.leases.remove(id);
  }

  /** Throws what keeps the session's source from being shown; then nothing was begun. */
  async #prepare(session: Session): Promise<(live: LiveSession) => Promise<void>> {
    const { source } = session;
    switch (source.kind) {
      case 'rtmp':
        return () => Promise.resolve();
      case 'file': {
        const path = await this.films.playable(source.file);
        return (live) => live.play(path, source.loop, this.settings.get('FFMPEG_PATH'));
      }
      case 'teacher': {
        if (!this.#teachers) throw new Error('no virtual teachers were lent to the sessions');
        const begin = await this.#teachers.prepare(session);
        return (live) => live.teach(begin);
      }
    }
  }

  /** → ended: the lesson's end is the last event, if a frame comes to carry it. @throws SessionNotFound, IllegalTransition */
  end(id: string): Promise<SessionBody> {
    return this.#turns.run(id, async () => {
      const live = this.#live.get(id);
      if (live) await this.#sayFarewell(live);
      // The ledger of a session that has ended is complete, unless the database is away.
      if (live) await Promise.race([live.channel.recordedAll(), farewellPatience()]);
      const ended = await this.sessions.move(id, 'end');
      this.#live.delete(id);
      await live?.close('the session has ended');
      await this.leases.remove(id);
      this.onAir.set(id, undefined);
      this.faults.set(id, undefined);
      this.#announce(id, 'ended');
      this.bus.publish(new SessionMoved(id, 'ended'));
      return this.sessions.describe(ended);
    });
  }

  /** For a publisher that has the right key: a scheduled session becomes live with it. @throws PlaysFile, IllegalTransition */
  async openForPublisher(id: string, isRelay: boolean): Promise<LiveSession> {
    const { source, status } = await this.sessions.get(id);
    if (source.kind === 'file') throw new PlaysFile();
    if (source.kind === 'teacher') return this.#openForTakeOver(id, status);
    await this.#turns.run(id, async () => {
      if (!this.#live.has(id)) await this.#start(id);
    });
    const live = await this.require(id);
    if (!isRelay) await live.prepareForPublisher(); // a relay brings the lesson of another server
    return live;
  }

  /** The frame of somebody who has taken over from the virtual teacher. */
  #openForTakeOver(id: string, status: SessionBody['status']): LiveSession {
    const live = this.#live.get(id);
    if (live?.teacher === undefined) throw new SessionNotLive(status);
    live.teacher.stepAside();
    return live;
  }

  /**
   * After a restart: what was live goes on. A session whose record cannot be read, or whose source is gone, has a fault,
   * which its teacher sees and the log names; all others run. What another process carries is left to it. Rejects only while the
   * database is away.
   */
  async restore(): Promise<void> {
    for (const session of await this.sessions.live()) {
      await this.#turns.run(session.id, () => this.#restore(session));
    }
  }

  async #restore(session: Session): Promise<void> {
    let code: SessionFault['code'] = 'unreadable-record';
    try {
      await this.leases.take(session.id);
      const live = await this.#open(session);
      code = 'nothing-to-show';
      const run = await this.#prepare(session);
      await run(live);
    } catch (error) {
      if (error instanceof SessionElsewhere) return;
      if (isDatabaseAway(error)) throw error;
      this.#logger.error(`The session ${session.id} has a fault (${code}): ${String(error)}`);
      const detail = error instanceof DomainError ? error.message : 'The server log says why.';
      this.faults.set(session.id, { code, detail, cause: causeOf(error) });
      this.bus.publish(new AlarmChanged(`session-${code}`, session.id, true));
    }
  }

  #refuseFaulty(id: string): void {
    const fault = this.faults.of(id);
    if (fault && !this.#live.has(id)) throw new SessionFaulty(fault);
  }

  /** The sessions stay live on record: the next start takes them up. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const all = [...this.#live.values()];
    this.#live.clear();
    await Promise.allSettled(all.map((live) => live.close('the server stops')));
    await this.leases.releaseAll().catch((error: unknown) => this.#logger.warn(String(error)));
  }

  /** Another process may carry the session by now: nothing more leaves from here. */
  #giveUp(id: string, reason: LeaseEnded['reason']): void {
    const live = this.#live.get(id);
    if (live === undefined) return;
    this.#logger.warn(`The session ${id} stops here: ${leaseEndings[reason]}.`);
    live.abandon('another process goes on with the session');
    this.#live.delete(id);
    this.bus.publish(new SessionLeft(id));
    void this.#turns.run(id, async () => {
      await live
        .close('another process goes on with the session')
        .catch((error: unknown) => this.#logger.error(error));
      this.onAir.set(id, undefined);
    });
  }

  /** The process that carried them is gone. */
  #takeOver(ids: readonly string[]): void {
    for (const id of ids) {
      const turn = this.#turns.run(id, async () => {
        if (this.#isClosing || this.#live.has(id)) return;
        const session = await this.sessions.get(id);
        if (session.status !== 'live') return;
        await this.#restore(session);
        if (this.#live.has(id)) this.#logger.warn(`The session ${id} goes on here: nobody carried it.`);
      });
      turn.catch((error: unknown) =>
        this.#logger.warn(`The session ${id} is not taken over yet: ${String(error)}`),
      );
    }
  }

  async #open(session: Session): Promise<LiveSession> {
    const { id } = session;
    const parts: LiveSessionParts = {
      sessions: this.sessions,
      ledger: this.ledger,
      count: (questionId) => this.counter.count(id, questionId),
      hooks: {
        onRecorded: (entry) => this.bus.publish(new EventAired(id, entry)),
        onPublisher: (publisher) => this.#onPublisher(id, publisher),
        onSourceDone: () => this.#onSourceDone(id),
      },
    };
    const live = await LiveSession.open(session, parts);
    this.#live.set(id, live);
    this.bus.publish(new SessionOpened(session, live.channel.stream));
    return live;
  }

  #onPublisher(id: string, info: PublisherInfo | undefined): void {
    const { kind, remote = null } = info ?? { kind: '' };
    this.onAir.set(id, info && { id: info.id, kind, remote, since: new Date() });
    this.bus.publish(new PublisherChanged(id, info?.kind));
    if (this.#live.has(id)) this.#announce(id, 'live');
  }

  #onSourceDone(id: string): void {
    if (this.#isClosing || !this.#live.has(id)) return;
    this.end(id).catch((error: unknown) => this.#logger.error(error));
  }

  #announce(sessionId: string, status: SessionBody['status']): void {
    const onAir = this.onAir.publisherOf(sessionId) !== undefined;
    this.bus.publish(new SessionChanged({ sessionId, status, onAir }));
  }

  async #sayFarewell({ channel, session, count }: LiveSession): Promise<void> {
    if (!channel.stream.isLive || channel.state.phase !== 'running') return;
    try {
      const { recorded }: Submitted = await channel.submit({
        make: (projected) => eventOf({ type: 'lesson.ended' }, session.lesson, projected, count),
        origin: 'system',
      });
      await Promise.race([recorded, farewellPatience()]);
    } catch (error) {
      this.#logger.warn(`The session ${session.id} ended without saying so in its stream: ${String(error)}`);
    }
  }
}
