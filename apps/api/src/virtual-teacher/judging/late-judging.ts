import { Serial } from '@lockstep/async';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { retryUntilAborted } from '../../background/retry-until-aborted.js';
import { EventBus } from '../../events/event-bus.js';
import { SessionLeases } from '../../leases/session-leases.js';
import { LessonVersions } from '../../lessons/scripts/lesson-versions.service.js';
import { SessionChanged } from '../../live-sessions/live-session-events.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { ClassJudging } from './class-judging.js';
import { JudgingStore } from './judging-store.js';

/**
 * Judges what was left unjudged when its session ended, in this process or an earlier one, and tells its students, who find
 * it when they come back. One session at a time: classes that are live come first.
 */
@Injectable()
export class LateJudging implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Judging');
  readonly #closed = new AbortController();
  readonly #turns = new Serial();
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly bus: EventBus,
    private readonly sessions: SessionsService,
    private readonly versions: LessonVersions,
    private readonly judging: ClassJudging,
    private readonly store: JudgingStore,
    private readonly leases: SessionLeases,
  ) {}

  onModuleInit(): void {
    this.#stopListening = this.bus.on(SessionChanged, ({ state }) => {
      if (state.status === 'ended') this.#takeUp(state.sessionId);
    });
  }

  /** Takes up what earlier processes left. Returns at once; never rejects. */
  begin(): void {
    void this.#withRetries('Sessions with answers to judge', async () => {
      for (const id of await this.store.endedInDebt()) this.#takeUp(id);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopListening?.();
    this.#closed.abort();
    await this.#turns.settled();
  }

  #takeUp(id: string): void {
    const what = `Answers of the session ${id}, which has ended`;
    void this.#turns.run(() => this.#withRetries(what, () => this.#judge(id)));
  }

  async #judge(id: string): Promise<void> {
    const session = await this.sessions.get(id);
    if (session.status !== 'ended' || session.source.kind !== 'teacher') return;
    if (!(await this.store.isInDebt(id))) return;
    await this.leases.take(id); // another process may be at it: then it is left to that one
    const { lesson } = session;
    const version = await this.versions.get(lesson.id, lesson.version);
    const judge = await this.judging.open(session, version);
    try {
      await judge.allSettled(this.#closed.signal);
      await this.judging.recover(id, version);
    } finally {
      await judge.close();
      await this.judging.close(id);
      await this.leases.remove(id);
    }
  }

  #withRetries(what: string, act: () => Promise<void>): Promise<void> {
    return retryUntilAborted(what, act, this.#closed.signal, this.#logger);
  }
}
