import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { WebhookDelivery as DeliveryBody, WebhookDeliveryQuery, WebhookTest } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { type Page, readPage } from '../paging/page.js';
import { DeliveryStore } from './delivery-store.js';
import { Dispatcher } from './dispatcher.js';
import { Sender } from './sender.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookRegister } from './webhook-register.js';

/** What operators see and do of deliveries. */
@Injectable()
export class Deliveries {
  constructor(
    @InjectRepository(WebhookDelivery) private readonly rows: Repository<WebhookDelivery>,
    private readonly register: WebhookRegister,
    private readonly store: DeliveryStore,
    private readonly dispatcher: Dispatcher,
    private readonly sender: Sender,
  ) {}

  /** The newest first. @throws WebhookNotFound */
  async list(webhookId: string, { state, ...query }: WebhookDeliveryQuery): Promise<Page<DeliveryBody>> {
    this.register.get(webhookId);
    const rows = this.rows
      .createQueryBuilder('delivery')
      .where('delivery.webhook_id = :webhookId', { webhookId });
    if (state !== undefined) rows.andWhere('delivery.state = :state', { state });
    const order = { by: ['delivery.at', 'delivery.id'], direction: 'DESC' } as const;
    return (await readPage(rows, order, query)).map(described);
  }

  /** @throws WebhookNotFound, DeadDeliveryNotFound */
  async replay(webhookId: string, deliveryId: string | undefined): Promise<number> {
    this.register.get(webhookId);
    const replayed = await this.store.replay(webhookId, deliveryId);
    await this.dispatcher.resume(webhookId);
    return replayed;
  }

  /** Sends something that is about nothing, at once and once. @throws WebhookNotFound */
  async test(webhookId: string): Promise<WebhookTest> {
    const webhook = this.register.get(webhookId);
    const beginMs = performance.now();
    const payload = { type: 'test', timestamp: new Date().toISOString(), data: { webhookId } };
    const { status, failure } = await this.sender.deliver(webhook, newId(), payload);
    return { delivered: failure === null, status, failure, tookMs: Math.round(performance.now() - beginMs) };
  }
}

function described(row: WebhookDelivery): DeliveryBody {
  const { id, sessionId, state, payload, attempts, status, failure, nextAt, deliveredAt } = row;
  return {
    ...{ id, sessionId, state, payload, attempts, status, failure },
    nextAt: state === 'waiting' ? nextAt.toISOString() : null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
