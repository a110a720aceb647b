import { mkdir } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { RecordingAlarm } from '@lockstep/contracts';
import {
  Recorder,
  type LiveStream,
  type RecorderStats,
  type RecordingAlarm as RecorderAlarm,
} from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { freeBytes } from '../disk/disk-room.js';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged, SessionLeft, SessionOpened } from '../live-sessions/live-session-events.js';
import type { Session } from '../sessions/session.entity.js';
import { Finishing } from './finishing.js';
import { RecordingStore } from './recording-store.js';
import { RecordingsService } from './recordings.service.js';

type Running = { readonly recorder: Recorder; readonly startMs: number; isTooLong: boolean };

const MB = 1_000_000;
const HOUR_MS = 3_600_000;
/** A full disk is noticed in this time. */
const ROOM_KNOWN_FOR_MS = 1000;
/** How often lengths are looked at, ms. */
const LOOK_EVERY_MS = 5000;

/** The recorders of the sessions that are live: each begins with its session's stream and ends with it. */
@Injectable()
export class Recorders implements AsyncDisposable {
  readonly #logger = new Logger('Recording');
  readonly #running = new Map<string, Running>();
  /** Sessions that ended, until nothing of them is written any more. */
  readonly #finishes = new Map<string, Promise<void>>();
  readonly #alarms = new Map<string, RecordingAlarm>();
  /** What is being written or noted of recordings that end. */
  readonly #ending = new Set<Promise<void>>();
  #room: { readonly atMs: number; readonly has: Promise<boolean> } | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly settings: Settings,
    private readonly recordings: RecordingsService,
    private readonly store: RecordingStore,
    private readonly finishing: Finishing,
    private readonly bus: EventBus,
  ) {
    bus.on(SessionOpened, ({ session, stream }) => this.#begin(session, stream));
    bus.on(SessionLeft, ({ sessionId }) => void this.#end(sessionId));
    bus.on(SessionChanged, ({ state }) => {
      if (state.status === 'ended') this.#finish(state.sessionId);
    });
    this.#timer = setInterval(() => this.#stopTooLong(), LOOK_EVERY_MS).unref();
  }

  alarmOf(sessionId: string): RecordingAlarm | null {
    const running = this.#running.get(sessionId);
    if (running?.isTooLong) return 'too-long';
    return running?.recorder.stats.alarm?.code ?? null;
  }

  /** Of the sessions that are recorded now. */
  stats(): (readonly [sessionId: string, stats: RecorderStats])[] {
    return [...this.#running].map(([id, { recorder }]) => [id, recorder.stats] as const);
  }

  /** What this process left out so far of a session that is live, ms; it is on record once the session ends. */
  lostMsOf(sessionId: string): number {
    return this.#running.get(sessionId)?.recorder.stats.lostMs ?? 0;
  }

  /** Resolves when nothing of a session that ended is written any more. */
  async settled(sessionId: string): Promise<void> {
    await this.#finishes.get(sessionId);
  }

  /** Resolves when the last second of everything that is live is on disk. Streams have ended before. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    for (const [sessionId] of this.#running) void this.#end(sessionId);
    await Promise.all(this.#ending);
  }

  #begin(session: Session, stream: LiveStream): void {
    if (!session.recorded) return;
    const { id } = session;
    const folder = this.#folderFor(id);
    folder().catch((error: unknown) =>
      this.#logger.error(`The session ${id} is not recorded yet: ${String(error)}`),
    );
    const recorder = new Recorder(stream, {
      folder,
      isSynced: this.settings.get('RECORDING_FSYNC'),
      hasRoom: () => this.#hasRoom(),
      onAlarm: (alarm) => this.#tell(id, alarm),
    });
    this.#running.set(id, { recorder, startMs: stream.positionMs ?? 0, isTooLong: false });
  }

  /** Notes the recording at the first call, or at the next one where the database was away. */
  #folderFor(sessionId: string): () => Promise<string> {
    let noted: Promise<string> | undefined;
    return async () => {
      noted ??= this.recordings.open(sessionId).then(({ id }) => this.store.folderOf(id));
      try {
        return await noted;
      } catch (error) {
        noted = undefined;
        throw error;
      }
    };
  }

  #end(sessionId: string): Promise<void> {
    const running = this.#running.get(sessionId);
    this.#running.delete(sessionId);
    this.#alarms.delete(sessionId);
    return this.#track(running ? this.#close(sessionId, running) : Promise.resolve());
  }

  async #close(sessionId: string, { recorder }: Running): Promise<void> {
    await recorder[Symbol.asyncDispose]();
    const { lostMs } = recorder.stats;
    if (lostMs > 0) await this.recordings.addLost(sessionId, lostMs);
  }

  /** @returns a promise that never rejects; a stop waits for it */
  #track(work: Promise<void>): Promise<void> {
    const tracked = work.catch((error: unknown) => this.#logger.error(error));
    this.#ending.add(tracked);
    void tracked.then(() => this.#ending.delete(tracked));
    return tracked;
  }

  #finish(sessionId: string): void {
    const finish = this.#track(this.#finishNow(sessionId));
    this.#finishes.set(sessionId, finish);
    void finish.then(() => this.#finishes.delete(sessionId));
  }

  async #finishNow(sessionId: string): Promise<void> {
    await this.#end(sessionId);
    await this.recordings.end(sessionId);
    for (const recording of await this.recordings.ofSession(sessionId)) this.finishing.add(recording);
  }

  #stopTooLong(): void {
    const mostMs = this.settings.get('RECORDING_HOURS') * HOUR_MS;
    for (const [sessionId, running] of this.#running) {
      const { endMs } = running.recorder.stats;
      if (running.isTooLong || endMs === undefined || endMs - running.startMs < mostMs) continue;
      running.isTooLong = true;
      this.bus.publish(new AlarmChanged('recording-too-long', sessionId, true));
      this.#logger.warn(`The recording of session ${sessionId} has its greatest length and ends.`);
      running.recorder[Symbol.asyncDispose]().catch((error: unknown) => this.#logger.error(error));
    }
  }

  /** All recorders ask before each second; the system is asked now and then. */
  #hasRoom(): Promise<boolean> {
    const nowMs = performance.now();
    if (!this.#room || nowMs - this.#room.atMs >= ROOM_KNOWN_FOR_MS)
      this.#room = { atMs: nowMs, has: this.#look() };
    return this.#room.has;
  }

  async #look(): Promise<boolean> {
    await mkdir(this.store.folder, { recursive: true });
    return (await freeBytes(this.store.folder)) >= this.settings.get('RECORDING_FREE_MB') * MB;
  }

  /** One alarm of a recorder follows another only once it is over, or takes its place. */
  #tell(sessionId: string, alarm: RecorderAlarm | undefined): void {
    const before = this.#alarms.get(sessionId);
    if (before !== undefined) this.bus.publish(new AlarmChanged(`recording-${before}`, sessionId, false));
    if (alarm) this.bus.publish(new AlarmChanged(`recording-${alarm.code}`, sessionId, true));
    if (alarm) this.#alarms.set(sessionId, alarm.code);
    else this.#alarms.delete(sessionId);
    if (!alarm) this.#logger.log(`The session ${sessionId} is recorded again.`);
    else
      this.#logger.error(
        `The session ${sessionId} is not recorded now (${alarm.code}): ${String(alarm.cause)}`,
      );
  }
}
