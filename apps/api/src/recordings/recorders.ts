import { mkdir } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { RecordingAlarm } from '@lockstep/contracts';
import { Recorder, type LiveStream, type RecordingAlarm as RecorderAlarm } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { freeBytes } from '../disk/disk-room.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged, SessionOpened } from '../live-sessions/live-session-events.js';
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
  /** What is being written or noted of recordings that end. */
  readonly #ending = new Set<Promise<void>>();
  #room: { readonly atMs: number; readonly has: Promise<boolean> } | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly settings: Settings,
    private readonly recordings: RecordingsService,
    private readonly store: RecordingStore,
    private readonly finishing: Finishing,
    bus: EventBus,
  ) {
    bus.on(SessionOpened, ({ session, stream }) => this.#begin(session, stream));
    bus.on(SessionChanged, ({ state }) => {
      if (state.status === 'ended') void this.#track(this.#finish(state.sessionId));
    });
    this.#timer = setInterval(() => this.#stopTooLong(), LOOK_EVERY_MS).unref();
  }

  alarmOf(sessionId: string): RecordingAlarm | null {
    const running = this.#running.get(sessionId);
    if (running?.isTooLong) return 'too-long';
    return running?.recorder.stats.alarm?.code ?? null;
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
    const folder = this.recordings.open(id).then(({ id: recordingId }) => this.store.folderOf(recordingId));
    folder.catch((error: unknown) =>
      this.#logger.error(`The session ${id} is not recorded: ${String(error)}`),
    );
    const recorder = new Recorder(stream, {
      folder,
      isSynced: this.settings.get('RECORDING_FSYNC'),
      hasRoom: () => this.#hasRoom(),
      onAlarm: (alarm) => this.#tell(id, alarm),
    });
    this.#running.set(id, { recorder, startMs: stream.positionMs ?? 0, isTooLong: false });
  }

  #end(sessionId: string): Promise<void> {
    const running = this.#running.get(sessionId);
    this.#running.delete(sessionId);
    return this.#track(running?.recorder[Symbol.asyncDispose]() ?? Promise.resolve());
  }

  /** @returns a promise that never rejects; a stop waits for it */
  #track(work: Promise<void>): Promise<void> {
    const tracked = work.catch((error: unknown) => this.#logger.error(error));
    this.#ending.add(tracked);
    void tracked.then(() => this.#ending.delete(tracked));
    return tracked;
  }

  async #finish(sessionId: string): Promise<void> {
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

  #tell(sessionId: string, alarm: RecorderAlarm | undefined): void {
    if (!alarm) this.#logger.log(`The session ${sessionId} is recorded again.`);
    else
      this.#logger.error(
        `The session ${sessionId} is not recorded now (${alarm.code}): ${String(alarm.cause)}`,
      );
  }
}
