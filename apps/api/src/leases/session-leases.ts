import { randomBytes } from 'node:crypto';
import os from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ServerAddresses } from '../config/server-addresses.js';
import { Settings } from '../config/settings.js';
import { EventBus } from '../events/event-bus.js';
import type { RedisLine } from '../redis/redis-line.js';
import { REDIS_LINE } from '../redis/redis.module.js';
import { type Fence, FENCE, NO_FENCE } from './fence.js';
import { SessionElsewhere } from './lease-errors.js';
import { LeaseEnded, LeasesExpired } from './lease-events.js';
import {
  type Held,
  holderOf,
  nodesThere,
  type LeaseHolder,
  releaseLeases,
  removeLease,
  renewLeases,
  takeLease,
} from './lease-statements.js';

const RENEW_EVERY_MS = 1000;
/** So long after the last renewal nothing may leave any more: well before another process may take the lease. */
const GOOD_FOR_MS = 3500;
const LOOK_EVERY_MS = 200;

/** No owner has it: nothing that is written with it is taken. */
const NO_EPOCH = 0;

/**
 * What this process may carry. Each live session has a lease with an epoch, which every statement that writes about the session
 * checks: an owner that was paused or cut off cannot write over the next one.
 *
 * With an embedded database no other process can be there, and nothing is renewed. A lone process on PostgreSQL renews, to
 * learn that another took its database. Processes that share a database stop what they carry when they cannot renew.
 */
@Injectable()
export class SessionLeases implements OnModuleDestroy {
  readonly node = `${os.hostname()}-${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  readonly #logger = new Logger('Leases');
  readonly #held = new Map<string, { readonly epoch: number; goodFromMs: number }>();
  readonly #closed = new AbortController();
  /** Of processes that share a database. */
  readonly #redis: string | undefined;
  readonly #isEmbedded: boolean;
  #looking: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly addresses: ServerAddresses,
    private readonly bus: EventBus,
    settings: Settings,
    @Inject(REDIS_LINE) line: RedisLine | undefined,
  ) {
    this.#redis = line?.runId;
    this.#isEmbedded = settings.get('DATABASE_URL') === undefined;
  }

  /** Once this process listens: from now on what it takes is renewed. */
  begin(): void {
    if (this.#isEmbedded || this.#renewing) return;
    this.#renewing = this.#renewAgainAndAgain();
    if (this.#isShared) this.#looking = setInterval(() => this.#endWhatIsStale(), LOOK_EVERY_MS).unref();
  }

  /** Until it is removed or ended, this process carries the session. @throws SessionElsewhere */
  async take(sessionId: string): Promise<void> {
    const goodFromMs = performance.now();
    const epoch = await takeLease(this.dataSource, sessionId, this.#self, !this.#isShared);
    if (epoch === undefined) throw new SessionElsewhere((await this.holder(sessionId))?.url);
    this.#held.set(sessionId, { epoch, goodFromMs });
  }

  /** What statements about sessions check. */
  get fence(): Fence {
    return this.#isEmbedded ? NO_FENCE : FENCE;
  }

  /** What a statement about the session writes with. */
  epochOf(sessionId: string): number {
    return this.#held.get(sessionId)?.epoch ?? NO_EPOCH;
  }

  /** Who carries a session, of all processes; undefined: nobody. */
  holder(sessionId: string): Promise<LeaseHolder | undefined> {
    return holderOf(this.dataSource, sessionId);
  }

  /** The processes of the installation that are there; empty for one that is alone, whose name is not asked for. */
  async nodes(): Promise<Set<string>> {
    return this.#isShared ? nodesThere(this.dataSource) : new Set();
  }

  /** The database did not take something of the session. */
  refused(sessionId: string): void {
    this.#end([sessionId], 'taken');
  }

  /** The session is over. */
  async remove(sessionId: string): Promise<void> {
    const epoch = this.epochOf(sessionId);
    this.#held.delete(sessionId);
    if (epoch !== NO_EPOCH) await removeLease(this.dataSource, { sessionId, epoch });
  }

  /** Everything that was carried has stopped: others may take it. */
  async releaseAll(): Promise<void> {
    this.#closed.abort();
    await this.#renewing;
    const held = this.#list();
    this.#held.clear();
    if (!this.#isEmbedded) await releaseLeases(this.dataSource, this.node, held);
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed.abort();
    clearInterval(this.#looking);
    await this.#renewing;
  }

  get #isShared(): boolean {
    return this.#redis !== undefined;
  }

  get #self(): LeaseHolder {
    return { node: this.node, url: this.addresses.node };
  }

  #list(): Held[] {
    return Array.from(this.#held, ([sessionId, { epoch }]) => ({ sessionId, epoch }));
  }

  async #renewAgainAndAgain(): Promise<void> {
    const { signal } = this.#closed;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#renew();
        failures = 0;
      } catch (error) {
        if (++failures === 1) this.#logger.warn(`The leases of sessions are not renewed: ${String(error)}`);
      }
      await after(RENEW_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #renew(): Promise<void> {
    const held = this.#list();
    const askedAtMs = performance.now();
    const { renewed, expired } = await renewLeases(this.dataSource, held, this.#self, this.#redis);
    for (const { sessionId, epoch } of held) {
      const lease = this.#held.get(sessionId);
      if (lease?.epoch === epoch && renewed.has(sessionId)) lease.goodFromMs = askedAtMs;
    }
    const isStillHeld = ({ sessionId, epoch }: Held) => this.#held.get(sessionId)?.epoch === epoch;
    const taken = held.filter((one) => !renewed.has(one.sessionId) && isStillHeld(one));
    this.#end(
      taken.map(({ sessionId }) => sessionId),
      'taken',
    );
    if (expired.length > 0 && !this.#closed.signal.aborted) this.bus.publish(new LeasesExpired(expired));
  }

  /** It was paused, or cannot reach the database: another process may take what it carries. */
  #endWhatIsStale(): void {
    const sinceMs = performance.now() - GOOD_FOR_MS;
    const stale = [...this.#held].filter(([, { goodFromMs }]) => goodFromMs < sinceMs);
    this.#end(
      stale.map(([sessionId]) => sessionId),
      'not-renewed',
    );
  }

  #end(sessionIds: readonly string[], reason: LeaseEnded['reason']): void {
    for (const sessionId of sessionIds)
      if (this.#held.delete(sessionId)) this.bus.publish(new LeaseEnded(sessionId, reason));
  }
}
