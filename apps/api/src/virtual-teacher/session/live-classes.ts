import { Injectable } from '@nestjs/common';
import type { Teaching, TeachingCommand } from '@lockstep/contracts';
import type { Answer } from '../../answers/answer.entity.js';
import { AnswersCorrected, AnswerTaken } from '../../answers/answer-events.js';
import { EventBus } from '../../events/event-bus.js';
import type { LiveSession } from '../../live-sessions/live-session.js';
import { LiveSessions } from '../../live-sessions/live-sessions.service.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { PresenceBoard } from '../../students/presence.js';
import { SharedMedia } from '../compiling/shared-media.js';
import { ClassJudging } from '../judging/class-judging.js';
import { MeterChanged } from '../judging/judging-events.js';
import { type PreparedLesson, TaughtClass, type TaughtNow } from './taught-class.js';
import { restingTeaching } from './teaching-description.js';
import { BudgetChanged, TeachingChanged } from './teaching-events.js';
import { NoVirtualTeacher } from './teaching-errors.js';

/** Changes that come within this time are published together. */
const GATHER_MS = 40;

/** The classes that virtual teachers teach in this process: what they do, and the controls of their teachers. */
@Injectable()
export class LiveClasses {
  readonly #classes = new Map<string, TaughtClass>();
  /** Answers that came while their class was being taken up. */
  readonly #early = new Map<string, Answer[]>();
  readonly #publishing = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly presence: PresenceBoard,
    private readonly judging: ClassJudging,
    private readonly media: SharedMedia,
    private readonly bus: EventBus,
  ) {
    bus.on(AnswerTaken, ({ answer }) => {
      this.#early.get(answer.sessionId)?.push(answer);
      this.#classes.get(answer.sessionId)?.take(answer);
    });
    bus.on(AnswersCorrected, ({ sessionId, answers }) => this.#classes.get(sessionId)?.correct(answers));
    bus.on(MeterChanged, ({ sessionId }) => {
      const taught = this.#classes.get(sessionId);
      if (taught) bus.publish(new BudgetChanged(sessionId, taught.meter));
    });
  }

  /** Begins to teach a session, or goes on with it. */
  async begin(live: LiveSession, lesson: PreparedLesson): Promise<TaughtClass> {
    const { id } = live.session;
    const shared = {
      ...{ pacer: this.media.pacer, presence: this.presence, judging: this.judging },
      saveTeaching: this.sessions.saveTeaching.bind(this.sessions),
    };
    const early: Answer[] = [];
    this.#early.set(id, early);
    try {
      const taught = await TaughtClass.begin(live, lesson, shared, () => this.#changed(id));
      this.#classes.set(id, taught);
      for (const answer of early) taught.take(answer);
      if (!live.isNew) await this.judging.recover(id, lesson.version);
      return taught;
    } finally {
      this.#early.delete(id);
    }
  }

  /** Ends a class; resolves when what was begun is on record. */
  async end(taught: TaughtClass): Promise<void> {
    await taught.close();
    this.#classes.delete(taught.sessionId);
    clearTimeout(this.#publishing.get(taught.sessionId));
    this.#publishing.delete(taught.sessionId);
  }

  /** @throws SessionNotFound, {@link NoVirtualTeacher} */
  async show(sessionId: string): Promise<Teaching> {
    const taught = this.#classes.get(sessionId);
    if (taught) return taught.describe();
    const session = await this.sessions.get(sessionId);
    if (session.source.kind !== 'teacher') throw new NoVirtualTeacher(sessionId);
    return restingTeaching(session, this.judging.meter(sessionId, { brain: 'offline' }));
  }

  /** @throws SessionNotFound, SessionNotLive, {@link NoVirtualTeacher}, NotNow */
  async command(sessionId: string, command: TeachingCommand): Promise<Teaching> {
    await this.live.require(sessionId);
    const taught = this.#classes.get(sessionId);
    if (!taught) throw new NoVirtualTeacher(sessionId);
    await taught.command(command);
    return taught.describe();
  }

  /** What a class is taught, and how far it is; undefined where no virtual teacher teaches it here. */
  taught(sessionId: string): TaughtNow | undefined {
    return this.#classes.get(sessionId)?.now;
  }

  #changed(sessionId: string): void {
    if (this.#publishing.has(sessionId)) return;
    const timer = setTimeout(() => {
      this.#publishing.delete(sessionId);
      const taught = this.#classes.get(sessionId);
      if (taught) this.bus.publish(new TeachingChanged(taught.describe()));
    }, GATHER_MS);
    this.#publishing.set(sessionId, timer);
  }
}
