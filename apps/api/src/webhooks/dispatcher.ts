import { backOffMs, Semaphore, sleep } from '@lockstep/async';
import { Injectable, Logger } from '@nestjs/common';
import { Bell } from './bell.js';
import { DeliveryStore, type Queue } from './delivery-store.js';
import { Sender } from './sender.js';
import { WebhookRegister } from './webhook-register.js';
import type { WebhookDelivery } from './webhook-delivery.entity.js';

/** A webhook that is down for an hour is tried about ten times in it, and then once an hour. */
const WAITS = { firstMs: 5000, maxMs: 60 * 60_000 };
/** At least half of a wait passes, so that a day has a bounded number of tries. */
const random = (): number => (1 + Math.random()) / 2;
const DATABASE_WAITS = { firstMs: 500, maxMs: 10_000 };
/** Requests under way: of one webhook that answers slowly, and of all. */
const AT_ONCE = { ofOne: 4, ofAll: 16 };

/**
 * Sends what waits, each queue in its order: what follows waits until what is before it has arrived or is given up. Everything
 * is on record, so that the next process goes on where this one stopped.
 */
@Injectable()
export class Dispatcher implements AsyncDisposable {
  readonly #logger = new Logger('Webhooks');
  /** By webhook and queue: rung when there is more to send. */
  readonly #running = new Map<string, { readonly bell: Bell; readonly done: Promise<void> }>();
  readonly #all = new Semaphore(AT_ONCE.ofAll);
  readonly #ofOne = new Map<string, Semaphore>();
  readonly #stop = new AbortController();

  constructor(
    private readonly store: DeliveryStore,
    private readonly register: WebhookRegister,
    private readonly sender: Sender,
  ) {}

  /** Goes on with what waits: all of it, or that of one webhook. */
  async resume(webhookId?: string): Promise<void> {
    this.wake(await this.store.queues(webhookId));
  }

  /** There is more to send. */
  wake(queues: readonly Queue[]): void {
    if (this.#stop.signal.aborted) return;
    for (const queue of queues) {
      const key = `${queue.webhookId} ${queue.queue}`;
      const running = this.#running.get(key);
      if (running) {
        running.bell.ring();
        continue;
      }
      const bell = new Bell();
      this.#running.set(key, { bell, done: this.#run(queue, key, bell) });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the server stops'));
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Never rejects. */
  async #run(queue: Queue, key: string, bell: Bell): Promise<void> {
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const next = await this.store.head(queue);
        failures = 0;
        if (next) await this.#handle(next, bell);
        else if (!bell.take()) break;
      } catch (error) {
        if (signal.aborted) break;
        if (++failures === 1) this.#logger.error(`Deliveries are delayed: ${String(error)}`);
        await sleep(backOffMs(failures, DATABASE_WAITS), signal).catch(() => undefined); // the loop looks at the signal
      }
    }
    this.#running.delete(key);
  }

  async #handle(next: WebhookDelivery, bell: Bell): Promise<void> {
    const waitMs = next.nextAt.getTime() - Date.now();
    if (waitMs > 0) return bell.wait(waitMs, this.#stop.signal);
    const ofOne = this.#ofOne.get(next.webhookId) ?? new Semaphore(AT_ONCE.ofOne);
    this.#ofOne.set(next.webhookId, ofOne);
    await ofOne.run(() => this.#all.run(() => this.#try(next)));
  }

  async #try(next: WebhookDelivery): Promise<void> {
    const webhook = this.register.find(next.webhookId);
    if (!webhook) throw new Error('the webhook of a delivery is not known'); // it was deleted in this moment
    if (this.#stop.signal.aborted) return;
    const outcome = await this.sender.deliver(webhook, next.id, next.payload);
    if (outcome.failure === null) return this.store.noteDelivered(next, outcome);
    const nextAt = new Date(Date.now() + backOffMs(next.attempts + 1, { ...WAITS, random }));
    const isOver = nextAt > next.expiresAt;
    if (isOver) this.#logger.warn(`A delivery to webhook ${webhook.id} was given up: ${outcome.failure}`);
    await this.store.noteFailed(next, outcome, isOver ? undefined : nextAt);
  }
}
