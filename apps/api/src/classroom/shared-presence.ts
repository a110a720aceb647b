import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventBus } from '../events/event-bus.js';
import { SessionLeases } from '../leases/session-leases.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import type { RedisLine } from '../redis/redis-line.js';
import { REDIS_LINE } from '../redis/redis.module.js';
import { type PresentStudent, PresenceBoard } from '../students/presence.js';
import { StudentChanged, WatchersChanged } from '../students/student-events.js';
import type { ClassroomNamespace } from './class-rooms.js';

/** What changes within this time is told together. */
const GATHER_MS = 100;
/** It is told again so often: a process that came, or was not reached, knows it soon. */
const TELL_EVERY_MS = 2000;
/** Of a process that is silent for this long nobody is there any more. */
const FORGET_AFTER_MS = 3 * TELL_EVERY_MS;

/** Tells the other processes of an installation whose pages are connected to this one, and hears it of them. */
@Injectable()
export class SharedPresence implements OnModuleDestroy {
  readonly #heardAtMs = new Map<string, number>();
  #namespace: ClassroomNamespace | undefined;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;

  constructor(
    private readonly presence: PresenceBoard,
    private readonly live: LiveSessions,
    private readonly leases: SessionLeases,
    private readonly bus: EventBus,
    @Inject(REDIS_LINE) private readonly line: RedisLine | undefined,
  ) {}

  attach(namespace: ClassroomNamespace): void {
    if (this.line === undefined) return;
    this.#namespace = namespace;
    namespace.on('presence', (node, students) => this.#hear(node, students));
    const soon = () => (this.#soon ??= setTimeout(() => this.#tell(), GATHER_MS).unref());
    this.bus.on(StudentChanged, soon);
    this.bus.on(WatchersChanged, soon);
    this.#timer = setInterval(() => this.#tell(), TELL_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
  }

  #tell(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    if (this.line?.isAway === false)
      this.#namespace?.serverSideEmit('presence', this.leases.node, this.presence.here());
    const sinceMs = performance.now() - FORGET_AFTER_MS;
    for (const [node, atMs] of this.#heardAtMs) if (atMs < sinceMs) this.#hear(node, []);
  }

  #hear(node: string, students: readonly PresentStudent[]): void {
    if (students.length > 0) this.#heardAtMs.set(node, performance.now());
    else this.#heardAtMs.delete(node);
    const headOf = (sessionId: string) => this.live.find(sessionId)?.channel.positionMs ?? 0;
    this.presence.hearElsewhere(node, students, headOf);
  }
}
