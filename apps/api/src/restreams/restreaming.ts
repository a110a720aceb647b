import { Injectable, Logger } from '@nestjs/common';
import { KeyedSerial } from '@lockstep/async';
import { type LiveStream, Restream, type RestreamStatus } from '@lockstep/media';
import type { RestreamStatus as RestreamStatusBody } from '@lockstep/contracts';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged, SessionLeft, SessionOpened } from '../live-sessions/live-session-events.js';
import { isSelfPaced, SessionsService } from '../sessions/sessions.service.js';
import { RestreamsChanged } from './restream-events.js';
import { RestreamTargets } from './restream-targets.js';
import { RestreamRow } from './restream.entity.js';

/** After so many tries that failed it is an alarm. */
const ALARMING = 3;

type Running = { readonly restream: Restream; readonly wanted: string };
type Source = { readonly stream: LiveStream; readonly running: Map<string, Running>; isAlarming: boolean };

/** Publishes the streams of live sessions to other servers. */
@Injectable()
export class Restreaming implements AsyncDisposable {
  readonly #logger = new Logger('Restreams');
  readonly #sources = new Map<string, Source>();
  readonly #serial = new KeyedSerial<string>();
  readonly #work = new Set<Promise<void>>();

  constructor(
    @InjectRepository(RestreamRow) private readonly rows: Repository<RestreamRow>,
    private readonly targets: RestreamTargets,
    private readonly sessions: SessionsService,
    private readonly bus: EventBus,
  ) {
    bus.on(SessionOpened, ({ session: { id }, stream }) => {
      this.#sources.set(id, { stream, running: new Map(), isAlarming: false });
      this.#track(id, () => this.#follow(id));
    });
    bus.on(SessionChanged, ({ state: { sessionId, status } }) => {
      if (status === 'ended') this.#track(sessionId, () => this.#end(sessionId));
    });
    bus.on(SessionLeft, ({ sessionId }) => this.#track(sessionId, () => this.#end(sessionId)));
    bus.on(RestreamsChanged, ({ sessionId }) => {
      for (const id of sessionId === null ? [...this.#sources.keys()] : [sessionId])
        this.#track(id, () => this.#follow(id));
    });
  }

  /** null: nothing is sent there. */
  statusOf(sessionId: string, restreamId: string): RestreamStatusBody | null {
    const status = this.#sources.get(sessionId)?.running.get(restreamId)?.restream.status;
    return status ? described(status) : null;
  }

  /** Resolves when nothing is connected any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const id of this.#sources.keys()) this.#track(id, () => this.#end(id));
    await Promise.all(this.#work);
  }

  /** Brings what runs in line with what is wanted. */
  async #follow(sessionId: string): Promise<void> {
    const source = this.#sources.get(sessionId);
    if (!source) return;
    const rows = await this.#rowsOf(sessionId);
    const wanted = new Map(rows.map((row) => [row.id, row]));
    for (const [id, { restream, wanted: before }] of source.running) {
      const row = wanted.get(id);
      if (row && textOf(row) === before) continue;
      source.running.delete(id);
      await restream[Symbol.asyncDispose]();
    }
    for (const row of rows) if (!source.running.has(row.id)) this.#start(sessionId, source, row);
    this.#noteAlarm(sessionId, source);
  }

  /** Those of the session, and those of all where anybody may watch it. */
  async #rowsOf(sessionId: string): Promise<RestreamRow[]> {
    const session = await this.sessions.get(sessionId);
    const own = { sessionId, enabled: true };
    const isForAll = !session.access.private && !isSelfPaced(session.source);
    return this.rows.findBy(isForAll ? [own, { sessionId: IsNull(), enabled: true }] : own);
  }

  #start(sessionId: string, source: Source, row: RestreamRow): void {
    const target = this.targets.of(row, sessionId);
    if (!target || source.stream.isEnded) return;
    const restream = new Restream({
      ...{ source: source.stream, target, lookup: this.targets.lookup },
      onChange: ({ state, failure }) => {
        if (failure !== undefined)
          this.#logger.warn(`Restream ${row.id} of ${sessionId} is ${state}: ${failure}`);
        this.#noteAlarm(sessionId, source);
      },
    });
    source.running.set(row.id, { restream, wanted: textOf(row) });
  }

  #noteAlarm(sessionId: string, source: Source): void {
    const isAlarming = [...source.running.values()].some(
      ({ restream }) => restream.status.failures >= ALARMING,
    );
    if (isAlarming === source.isAlarming) return;
    source.isAlarming = isAlarming;
    this.bus.publish(new AlarmChanged('restream-failed', sessionId, isAlarming));
  }

  async #end(sessionId: string): Promise<void> {
    const source = this.#sources.get(sessionId);
    this.#sources.delete(sessionId);
    if (!source) return;
    await Promise.all([...source.running.values()].map(({ restream }) => restream[Symbol.asyncDispose]()));
    source.running.clear();
    this.#noteAlarm(sessionId, source);
  }

  #track(sessionId: string, work: () => Promise<void>): void {
    const tracked = this.#serial
      .run(sessionId, work)
      .catch((error: unknown) => this.#logger.error(`The restreams of ${sessionId}: ${String(error)}`))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}

const textOf = ({ address, key }: RestreamRow): string => JSON.stringify([address, key]);

const described = ({ failure, nextTryMs, ...status }: RestreamStatus): RestreamStatusBody => ({
  ...status,
  failure: failure ?? null,
  nextTryAt: nextTryMs === undefined ? null : new Date(nextTryMs).toISOString(),
});
