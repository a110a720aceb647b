import { backOffMs, Coalesced, retry } from '@lockstep/async';
import { Injectable, Logger } from '@nestjs/common';
import type { WebhookEvent, WebhookPayload } from '@lockstep/contracts';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { PublisherChanged, SessionMoved } from '../live-sessions/live-session-events.js';
import { RecordingReady } from '../recordings/recording-events.js';
import { SessionCreated } from '../sessions/session-events.js';
import { ViewerCame, ViewerLeft } from '../streaming/streaming-events.js';
import { DeliveryStore, type ToTell } from './delivery-store.js';
import { Dispatcher } from './dispatcher.js';
import { WebhookRegister } from './webhook-register.js';

type About = { readonly sessionId: string | null; readonly studentId?: string | null };

/** Events that wait to be written down; while the database is away, no more than these are kept. */
const MOST_PENDING = 10_000;
/** Rows of one statement. */
const BATCH = 500;
const WAITS = { firstMs: 250, maxMs: 5000 };

/** Writes down what webhooks are to be told. Holds ids and numbers alone: no name, no answer, no secret. */
@Injectable()
export class WebhookEvents implements AsyncDisposable {
  readonly #logger = new Logger('Webhooks');
  #pending: ToTell[] = [];
  readonly #writing = new Coalesced(() => this.#write());
  readonly #stop = new AbortController();
  /** Sessions with a publisher, by its kind. */
  readonly #publishing = new Map<string, string>();

  constructor(
    bus: EventBus,
    private readonly register: WebhookRegister,
    private readonly store: DeliveryStore,
    private readonly dispatcher: Dispatcher,
  ) {
    bus.on(SessionCreated, ({ sessionId }) => this.#tell('session.scheduled', { sessionId }, {}));
    bus.on(SessionMoved, ({ sessionId, status }) => {
      if (status !== 'scheduled') this.#tell(`session.${status}`, { sessionId }, {});
    });
    bus.on(PublisherChanged, (event) => this.#onPublisher(event));
    bus.on(RecordingReady, ({ id, sessionId }) =>
      this.#tell('recording.ready', { sessionId }, { recordingId: id }),
    );
    bus.on(AlarmChanged, ({ code, sessionId, active }) =>
      this.#tell('alarm', { sessionId }, { code, active }),
    );
    bus.on(ViewerCame, ({ sessionId, viewer: { id, transport, studentId } }) =>
      this.#tell('play', { sessionId, studentId }, { viewerId: id, transport, studentId }),
    );
    bus.on(ViewerLeft, ({ sessionId, viewer: { id, transport, studentId, since } }) => {
      const watchedMs = Date.now() - Date.parse(since);
      this.#tell('stop', { sessionId, studentId }, { viewerId: id, transport, studentId, watchedMs });
    });
  }

  /** Writes what is still to be written down. */
  async [Symbol.asyncDispose](): Promise<void> {
    const last = this.#writing.request();
    this.#stop.abort(new Error('the server stops'));
    await last;
  }

  #onPublisher({ sessionId, kind }: PublisherChanged): void {
    const before = this.#publishing.get(sessionId);
    if (before === kind) return;
    if (kind === undefined) this.#publishing.delete(sessionId);
    else this.#publishing.set(sessionId, kind);
    if (before !== undefined) this.#tell('unpublish', { sessionId }, { publisher: before });
    if (kind !== undefined) this.#tell('publish', { sessionId }, { publisher: kind });
  }

  #tell(type: WebhookEvent, about: About, more: WebhookPayload['data']): void {
    const { sessionId, studentId = null } = about;
    const payload = { type, timestamp: new Date().toISOString(), data: { sessionId, ...more } };
    const told = this.register.toldOf(type);
    if (told.length === 0 || this.#pending.length >= MOST_PENDING) return;
    this.#pending.push(...told.map(({ id }) => ({ webhookId: id, sessionId, studentId, payload })));
    void this.#writing.request();
  }

  /** Never rejects: while the database is away it is tried again, and a last time when the server stops. */
  async #write(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.slice(0, BATCH);
      const delayMs = (error: unknown, failures: number) => {
        if (failures === 1) this.#logger.error(`Events are delayed: ${String(error)}`);
        return this.#stop.signal.aborted ? undefined : backOffMs(failures, WAITS);
      };
      try {
        this.dispatcher.wake(await retry(() => this.store.add(batch), { delayMs }));
        this.#pending = this.#pending.slice(batch.length);
      } catch (error) {
        this.#logger.error(`${String(this.#pending.length)} events are lost: ${String(error)}`);
        this.#pending = [];
      }
    }
  }
}
