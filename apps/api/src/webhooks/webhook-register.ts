import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type {
  Webhook as WebhookBody,
  WebhookChange,
  WebhookCreate,
  WebhookCreated,
  WebhookEvent,
  WebhookQuestion,
} from '@lockstep/contracts';
import { DataSource, Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { Sender } from './sender.js';
import { newWebhookSecret } from './signature.js';
import { TooManyWebhooks, WebhookNotFound } from './webhook-errors.js';
import { Webhook } from './webhook.entity.js';

const MOST = 50;
/** How long the previous secret also signs. */
const ROTATION_MS = 24 * 60 * 60_000;

type Counts = { readonly waiting: number; readonly dead: number };
const NOTHING: Counts = { waiting: 0, dead: 0 };

/** The webhooks: all are in memory, because they are looked up at every event. */
@Injectable()
export class WebhookRegister implements OnModuleInit {
  #webhooks: readonly Webhook[] = [];

  constructor(
    @InjectRepository(Webhook) private readonly rows: Repository<Webhook>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sender: Sender,
  ) {}

  onModuleInit(): Promise<void> {
    return this.#load();
  }

  find(id: string): Webhook | undefined {
    return this.#webhooks.find((webhook) => webhook.id === id);
  }

  /** @throws WebhookNotFound */
  get(id: string): Webhook {
    const webhook = this.find(id);
    if (!webhook) throw new WebhookNotFound(id);
    return webhook;
  }

  toldOf(event: WebhookEvent): readonly Webhook[] {
    return this.#webhooks.filter(({ enabled, events }) => enabled && events.includes(event));
  }

  askedFor(question: WebhookQuestion): readonly Webhook[] {
    return this.#webhooks.filter(({ enabled, asks }) => enabled && asks.includes(question));
  }

  async list(): Promise<WebhookBody[]> {
    await this.#load(); // for what was dropped
    const counts = await this.#count();
    return this.#webhooks.map((webhook) => described(webhook, counts.get(webhook.id)));
  }

  /** @throws WebhookNotFound */
  async describe(id: string): Promise<WebhookBody> {
    return described(this.get(id), (await this.#count()).get(id));
  }

  /** @throws TooManyWebhooks, WebhookAddressRefused */
  async create({ events, asks, ...wanted }: WebhookCreate): Promise<WebhookCreated> {
    this.sender.check(wanted.url);
    if (this.#webhooks.length >= MOST) throw new TooManyWebhooks(MOST);
    const secret = newWebhookSecret();
    const webhook = this.rows.create({
      ...{ ...wanted, id: newId(), storedEvents: events, storedAsks: asks, secret, dropped: 0 },
      ...{ previousSecret: null, previousUntil: null, createdAt: new Date() },
    });
    await this.rows.insert(webhook);
    await this.#load();
    return { ...described(webhook), secret };
  }

  /** @throws WebhookNotFound, WebhookAddressRefused */
  async change(id: string, { events, asks, ...change }: WebhookChange): Promise<WebhookBody> {
    this.get(id);
    if (change.url !== undefined) this.sender.check(change.url);
    const lists = { ...(events && { storedEvents: events }), ...(asks && { storedAsks: asks }) };
    if (Object.keys(change).length + Object.keys(lists).length > 0)
      await this.rows.update({ id }, { ...change, ...lists });
    await this.#load();
    return this.describe(id);
  }

  /** The new secret signs from now on, and the one before it too for a day. @throws WebhookNotFound */
  async changeSecret(id: string): Promise<WebhookCreated> {
    const { secret: previousSecret } = this.get(id);
    const secret = newWebhookSecret();
    await this.rows.update(
      { id },
      { secret, previousSecret, previousUntil: new Date(Date.now() + ROTATION_MS) },
    );
    await this.#load();
    return { ...(await this.describe(id)), secret };
  }

  /** With all that waits for it. @throws WebhookNotFound */
  async delete(id: string): Promise<void> {
    this.get(id);
    await this.rows.delete({ id });
    await this.#load();
  }

  async #load(): Promise<void> {
    this.#webhooks = await this.rows.find({ order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async #count(): Promise<Map<string, Counts>> {
    const rows = await this.dataSource.query<(Counts & { id: string })[]>(
      `SELECT webhook_id AS id, (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting,
        (count(*) FILTER (WHERE state = 'dead'))::int AS dead FROM webhook_delivery GROUP BY webhook_id`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function described(webhook: Webhook, { waiting, dead }: Counts = NOTHING): WebhookBody {
  const { id, url, events, asks, onFailure, enabled, dropped, createdAt, previousUntil } = webhook;
  const isRotating = previousUntil !== null && previousUntil.getTime() > Date.now();
  return {
    ...{ id, url, events, asks, onFailure, enabled, createdAt: createdAt.toISOString() },
    previousSecretUntil: isRotating ? previousUntil.toISOString() : null,
    ...{ waiting, dead, dropped },
  };
}
