import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Attendance } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { newId } from '../access/secret.js';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { Batched } from '../database/batched.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged } from '../live-sessions/live-session-events.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PresenceBoard } from '../students/presence.js';
import { StudentChanged } from '../students/student-events.js';
import { beginStays, endStays, type StayEnd, type StayRow, staysOf } from './attendance-statements.js';

/** Somebody who is connected. */
type Present = {
  readonly sessionId: string;
  /** undefined while the session is not live; else resolves when the beginning is on record. */
  stay: { readonly id: string; readonly begun: Promise<void> } | undefined;
  longestDelayMs: number | null;
};

/** Notes when students are connected to sessions that are live, and how far behind their screens were. */
@Injectable()
export class AttendanceService implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Attendance');
  readonly #closed = new AbortController();
  /** By student; as many as have a page open. */
  readonly #present = new Map<string, Present>();
  readonly #beginnings: Batched<StayRow>;
  readonly #ends: Batched<StayEnd>;
  #stopListening: readonly (() => void)[] = [];

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly bus: EventBus,
    private readonly board: PresenceBoard,
    private readonly live: LiveSessions,
    private readonly sessions: SessionsService,
  ) {
    this.#beginnings = new Batched((rows) => beginStays(dataSource, rows));
    this.#ends = new Batched((ends) => endStays(dataSource, ends));
  }

  onModuleInit(): void {
    this.#stopListening = [
      this.bus.on(StudentChanged, ({ sessionId, studentId }) => this.#look(sessionId, studentId)),
      this.bus.on(SessionChanged, ({ state }) => {
        for (const [studentId, present] of this.#present) {
          if (present.sessionId !== state.sessionId) continue;
          if (state.status === 'live') this.#begin(studentId, present);
          else this.#end(present);
        }
      }),
    ];
  }

  onModuleDestroy(): void {
    for (const stop of this.#stopListening) stop();
    this.#closed.abort();
  }

  /** Everybody who joined, in the order in which they did. @throws SessionNotFound */
  async of(sessionId: string): Promise<Attendance[]> {
    await this.sessions.get(sessionId);
    const rows = await staysOf(this.dataSource, sessionId);
    const byStudent = Map.groupBy(rows, ({ studentId }) => studentId);
    return [...byStudent].map(([id, own]) => ({
      student: { id, name: own[0]?.name ?? '' },
      stays: own.flatMap(({ fromAt, untilAt, fromPtsMs, untilPtsMs, longestDelayMs }) =>
        fromAt === null
          ? []
          : [
              {
                ...{ from: fromAt.toISOString(), until: untilAt?.toISOString() ?? null },
                ...{ fromPtsMs, untilPtsMs, longestDelayMs },
              },
            ],
      ),
    }));
  }

  #look(sessionId: string, studentId: string): void {
    const { online, latencyMs } = this.board.of(studentId);
    const known = this.#present.get(studentId);
    if (!online) {
      this.#present.delete(studentId);
      if (known) this.#end(known);
      return;
    }
    const present = known ?? { sessionId, stay: undefined, longestDelayMs: null };
    this.#present.set(studentId, present);
    this.#begin(studentId, present);
    if (latencyMs !== null) present.longestDelayMs = Math.max(present.longestDelayMs ?? 0, latencyMs);
  }

  #begin(studentId: string, present: Present): void {
    const { sessionId } = present;
    const fromPtsMs = this.live.find(sessionId)?.channel.positionMs;
    if (fromPtsMs === undefined || present.stay) return;
    const row = { id: newId(), sessionId, studentId, fromAt: new Date(), fromPtsMs };
    const begun = this.#write('The beginning of a stay', () => this.#beginnings.add(row));
    present.stay = { id: row.id, begun };
    present.longestDelayMs = this.board.of(studentId).latencyMs;
  }

  #end(present: Present): void {
    const { stay, sessionId, longestDelayMs } = present;
    present.stay = undefined;
    if (!stay) return;
    const untilAt = new Date();
    const untilPtsMs = this.live.find(sessionId)?.channel.positionMs;
    const end = async () => {
      await stay.begun;
      const { positionPtsMs } = await this.sessions.get(sessionId);
      await this.#ends.add({ id: stay.id, untilAt, untilPtsMs: untilPtsMs ?? positionPtsMs, longestDelayMs });
    };
    void this.#write('The end of a stay', end);
  }

  #write(what: string, act: () => Promise<unknown>): Promise<void> {
    return retryUntilAborted(what, act, this.#closed.signal, this.#logger);
  }
}
