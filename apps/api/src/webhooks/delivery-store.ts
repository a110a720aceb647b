import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { WebhookPayload } from '@lockstep/contracts';
import { DataSource, Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { DeadDeliveryNotFound } from './webhook-errors.js';
import { WebhookDelivery, writePayload } from './webhook-delivery.entity.js';
import type { Outcome } from './sender.js';

const DAY_MS = 24 * 60 * 60_000;
/** Of one webhook. */
const MOST = { waiting: 10_000, delivered: 100, dead: 1000 };
/** What is over is tidied away when this many more are. */
const TIDY_EVERY = 20;

/** Something that a webhook is to be told. */
export type ToTell = {
  readonly webhookId: string;
  readonly sessionId: string | null;
  readonly studentId: string | null;
  readonly payload: WebhookPayload;
};

/** The deliveries of one webhook that are sent in order. */
export type Queue = { readonly webhookId: string; readonly queue: string };

/** Deliveries on record: what waits, and what became of the last ones. */
@Injectable()
export class DeliveryStore {
  #sinceTidied = 0;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(WebhookDelivery) private readonly rows: Repository<WebhookDelivery>,
  ) {}

  /** In the order given. What is too much for a webhook is counted as dropped. @returns the queues that have more */
  async add(told: readonly ToTell[]): Promise<Queue[]> {
    const now = new Date();
    const added: Queue[] = [];
    for (const [webhookId, ofOne] of Map.groupBy(told, (one) => one.webhookId)) {
      const room = MOST.waiting - (await this.#waitingOf(webhookId));
      const kept = ofOne.slice(0, Math.max(0, room));
      if (kept.length > 0) await this.rows.insert(kept.map((one) => rowOf(one, now)));
      for (const queue of new Set(kept.map(queueOf))) added.push({ webhookId, queue });
      if (kept.length < ofOne.length)
        await this.dataSource.query(`UPDATE webhook SET dropped = dropped + $2 WHERE id = $1`, [
          ...[webhookId, ofOne.length - kept.length],
        ]);
    }
    return added;
  }

  /** All that have something to send; those of one webhook, where it is named. */
  queues(webhookId?: string): Promise<Queue[]> {
    return this.dataSource.query<Queue[]>(
      `SELECT DISTINCT webhook_id AS "webhookId", queue FROM webhook_delivery
        WHERE state = 'waiting' AND ($1::text IS NULL OR webhook_id = $1)`,
      [webhookId ?? null],
    );
  }

  /** The next delivery of a queue; null if the queue is empty or its webhook is switched off. */
  head({ webhookId, queue }: Queue): Promise<WebhookDelivery | null> {
    return this.rows
      .createQueryBuilder('delivery')
      .innerJoin('webhook', 'webhook', 'webhook.id = delivery.webhook_id AND webhook.enabled')
      .where(`delivery.state = 'waiting' AND delivery.webhook_id = :webhookId AND delivery.queue = :queue`, {
        ...{ webhookId, queue },
      })
      .orderBy('delivery.seq', 'ASC')
      .limit(1)
      .getOne();
  }

  async noteDelivered({ id, webhookId, attempts }: WebhookDelivery, { status }: Outcome): Promise<void> {
    const outcome = { state: 'delivered', attempts: attempts + 1, status, failure: null } as const;
    await this.rows.update({ id }, { ...outcome, deliveredAt: new Date() });
    await this.#tidy(webhookId);
  }

  /** @param nextAt of the next try; undefined: it is given up */
  async noteFailed(delivery: WebhookDelivery, outcome: Outcome, nextAt: Date | undefined): Promise<void> {
    const { id, webhookId, attempts } = delivery;
    const state = nextAt ? 'waiting' : 'dead';
    await this.rows.update({ id }, { ...outcome, state, attempts: attempts + 1, ...(nextAt && { nextAt }) });
    if (!nextAt) await this.#tidy(webhookId);
  }

  /** What was given up is tried for another day, in its old place. @throws DeadDeliveryNotFound */
  async replay(webhookId: string, id?: string): Promise<number> {
    const now = new Date();
    const again = { state: 'waiting', attempts: 0, nextAt: now, expiresAt: dayAfter(now) } as const;
    const chosen = { webhookId, state: 'dead', ...(id !== undefined && { id }) } as const;
    const { affected = 0 } = await this.rows.update(chosen, again);
    if (id !== undefined && affected === 0) throw new DeadDeliveryNotFound(id);
    return affected;
  }

  async #waitingOf(webhookId: string): Promise<number> {
    return this.rows.countBy({ webhookId, state: 'waiting' });
  }

  async #tidy(webhookId: string): Promise<void> {
    if (++this.#sinceTidied % TIDY_EVERY !== 0) return;
    for (const state of ['delivered', 'dead'] as const)
      await this.dataSource.query(
        `DELETE FROM webhook_delivery WHERE webhook_id = $1 AND state = $2 AND (at, id) <= (
          SELECT at, id FROM webhook_delivery WHERE webhook_id = $1 AND state = $2
          ORDER BY at DESC, id DESC OFFSET $3 LIMIT 1)`,
        [webhookId, state, MOST[state]],
      );
  }
}

const dayAfter = (date: Date): Date => new Date(date.getTime() + DAY_MS);

const queueOf = ({ sessionId }: ToTell): string => sessionId ?? '';

function rowOf(told: ToTell, now: Date) {
  const { webhookId, sessionId, studentId, payload } = told;
  return {
    ...{ id: newId(), webhookId, sessionId, studentId, queue: queueOf(told) },
    storedPayload: writePayload(payload),
    ...({ state: 'waiting', attempts: 0, at: now, nextAt: now, expiresAt: dayAfter(now) } as const),
  };
}
