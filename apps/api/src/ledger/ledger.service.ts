import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { LedgerEntry, LedgerQuery, LedgerPage } from '@lockstep/contracts';
import { In, IsNull, MoreThan, Not, Repository } from 'typeorm';
import { Batched } from '../database/batched.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import { SessionLeases } from '../leases/session-leases.js';
import { LedgerEvent, storedQuestion } from './ledger-event.entity.js';
import { type AiredRow, type Fenced, insertEvents, type NewRow, updateAired } from './ledger-statements.js';

export type NewLedgerEvent = Pick<
  LedgerEvent,
  'sessionId' | 'seq' | 'type' | 'event' | 'question' | 'origin' | 'cueKey' | 'plannedPtsMs'
>;

/** Long enough that the events of many sessions come together, far below the lead of a cue (`CUE_LEAD_MS`). */
const APPEND_GATHER_MS = 20;
/** A restart stamps again what is not complete, so nothing depends on the moment. */
const AIRED_GATHER_MS = 30;

/** Every event of every session, in the database: what was planned, and in which frame it came to lie. */
@Injectable()
export class LedgerService {
  readonly #appended: Batched<Fenced<NewRow>, boolean>;
  readonly #aired: Batched<Fenced<AiredRow>, boolean>;

  constructor(
    @InjectRepository(LedgerEvent) private readonly events: Repository<LedgerEvent>,
    private readonly leases: SessionLeases,
  ) {
    const { dataSource } = events.manager;
    this.#appended = new Batched((rows) => insertEvents(dataSource, rows, leases.fence), {
      gatherMs: APPEND_GATHER_MS,
    });
    this.#aired = new Batched((rows) => updateAired(dataSource, rows, leases.fence), {
      gatherMs: AIRED_GATHER_MS,
    });
  }

  /**
   * Durable when it resolves; only then may the event enter the stream. Events of all sessions share statements.
   *
   * @returns undefined where an event with this cue key is in the ledger already
   * @throws SessionElsewhere once another process carries the session; nothing was written then
   */
  async append({ question, ...event }: NewLedgerEvent): Promise<LedgerEvent | undefined> {
    const nowhere = { airedPtsMs: null, frame: null, wallClockMs: null, repeated: false };
    const written = {
      ...event,
      ...nowhere,
      storedQuestion: question && storedQuestion.write(question),
      createdAt: new Date(),
    };
    const row = this.events.create(written);
    const epoch = this.leases.epochOf(row.sessionId);
    if (await this.#appended.add({ ...written, epoch })) return row;
    if (row.cueKey !== null && (await this.findCue(row.sessionId, row.cueKey)) !== null) return undefined;
    throw this.#refused(row.sessionId);
  }

  #refused(sessionId: string): SessionElsewhere {
    this.leases.refused(sessionId);
    return new SessionElsewhere();
  }

  /**
   * Completes entries with their frames. A caller that waits for one waits a few hundredths of a second longer.
   * @throws SessionElsewhere
   */
  async recordAired(rows: readonly AiredRow[]): Promise<void> {
    const write = async (row: AiredRow) => {
      if (!(await this.#aired.add({ ...row, epoch: this.leases.epochOf(row.sessionId) })))
        throw this.#refused(row.sessionId);
    };
    await Promise.all(rows.map(write));
  }

  async lastSeq(sessionId: string): Promise<number> {
    return (await this.events.maximum('seq', { sessionId })) ?? 0;
  }

  /** The newest frame that is known to carry an event. */
  async lastAired(sessionId: string): Promise<{ ptsMs: number; frame: number } | undefined> {
    const row = await this.events.findOne({
      where: { sessionId, airedPtsMs: Not(IsNull()) },
      order: { seq: 'DESC' },
    });
    return row ? { ptsMs: row.airedPtsMs ?? 0, frame: row.frame ?? 0 } : undefined;
  }

  /** Events that are in the stream, by seq, after `afterSeq`. */
  aired(sessionId: string, afterSeq: number): Promise<LedgerEvent[]> {
    return this.events.find({
      where: { sessionId, seq: MoreThan(afterSeq), airedPtsMs: Not(IsNull()) },
      order: { seq: 'ASC' },
    });
  }

  /** Events that are not known to be in the stream, by seq, after `afterSeq`. */
  unaired(sessionId: string, afterSeq = 0): Promise<LedgerEvent[]> {
    return this.events.find({
      where: { sessionId, seq: MoreThan(afterSeq), airedPtsMs: IsNull() },
      order: { seq: 'ASC' },
    });
  }

  /** The event that a cue became. */
  findCue(sessionId: string, cueKey: string): Promise<LedgerEvent | null> {
    return this.events.findOneBy({ sessionId, cueKey });
  }

  /**
   * Forgets events before the one with this cue key, none after `upToSeq`, none that is not in the stream yet, and no
   * question that was answered. Numbers are never given again: the newest event always stays.
   */
  async forget(sessionId: string, beforeCueKey: string, upToSeq: number): Promise<void> {
    const first = await this.findCue(sessionId, beforeCueKey);
    if (first === null) return;
    await this.events
      .createQueryBuilder()
      .delete()
      .where('session_id = :sessionId AND seq < :seq', { sessionId, seq: Math.min(first.seq, upToSeq + 1) })
      .andWhere('aired_pts_ms IS NOT NULL')
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM answer
          WHERE answer.session_id = ledger_event.session_id AND answer.opened_seq = ledger_event.seq)`,
      )
      .execute();
  }

  async cueKeys(sessionId: string, iteration: number): Promise<Set<string>> {
    const rows = await this.events
      .createQueryBuilder('event')
      .select('event.cueKey', 'key')
      .where('event.sessionId = :sessionId', { sessionId })
      .andWhere('event.cueKey LIKE :pattern', { pattern: `${String(iteration)}.%` })
      .getRawMany<{ key: string }>();
    return new Set(rows.map(({ key }) => key));
  }

  find(sessionId: string, seq: number): Promise<LedgerEvent | null> {
    return this.events.findOneBy({ sessionId, seq });
  }

  /** The latest opening of a question in this session. */
  lastOpening(sessionId: string, questionId: string): Promise<LedgerEvent | null> {
    return this.events
      .createQueryBuilder('event')
      .where('event.sessionId = :sessionId', { sessionId })
      .andWhere("event.type = 'question.opened'")
      .andWhere("event.event ->> 'questionId' = :questionId", { questionId })
      .orderBy('event.seq', 'DESC')
      .getOne();
  }

  /** Every opening of a question that is in the stream, in order. */
  openings(sessionId: string): Promise<LedgerEvent[]> {
    return this.events.find({
      where: { sessionId, type: 'question.opened', airedPtsMs: Not(IsNull()) },
      order: { seq: 'ASC' },
    });
  }

  /** Events of these types that are in the stream, in order. */
  shown(sessionId: string, types: readonly string[]): Promise<LedgerEvent[]> {
    return this.events.find({
      where: { sessionId, type: In([...types]), airedPtsMs: Not(IsNull()) },
      order: { seq: 'ASC' },
    });
  }

  /** The event that closed the question after it was opened, once it is in the stream. */
  closing(sessionId: string, questionId: string, openedSeq: number): Promise<LedgerEvent | null> {
    return this.events
      .createQueryBuilder('event')
      .where('event.sessionId = :sessionId AND event.seq > :openedSeq', { sessionId, openedSeq })
      .andWhere('event.airedPtsMs IS NOT NULL')
      .andWhere(
        `(event.type IN ('question.opened', 'lesson.started', 'lesson.ended')
          OR (event.type = 'question.closed' AND event.event ->> 'questionId' = :questionId))`,
        { questionId },
      )
      .orderBy('event.seq', 'ASC')
      .getOne();
  }

  /** `airedOnly`: what is in the stream anyway, for anybody; else also what is on its way there. */
  async page(sessionId: string, query: LedgerQuery, airedOnly: boolean): Promise<LedgerPage> {
    const rows = await this.events.find({
      where: {
        sessionId,
        seq: MoreThan(query.afterSeq),
        ...(airedOnly && { airedPtsMs: Not(IsNull()) }),
      },
      order: { seq: 'ASC' },
      take: query.limit,
    });
    return { entries: rows.map(describeEntry), lastSeq: await this.lastSeq(sessionId) };
  }
}

export const describeEntry = (row: LedgerEvent): LedgerEntry => ({
  seq: row.seq,
  type: row.type,
  event: { ...row.event },
  origin: row.origin,
  plannedPtsMs: row.plannedPtsMs,
  airedPtsMs: row.airedPtsMs,
  frame: row.frame,
  wallClockMs: row.wallClockMs,
  repeated: row.repeated,
  createdAt: row.createdAt.toISOString(),
});
