import { Serial } from '@lockstep/async';
import { Injectable, Logger } from '@nestjs/common';
import { finishRecording, NothingRecorded } from '@lockstep/media';
import { isDatabaseAway } from '../database/database-errors.js';
import { EventBus } from '../events/event-bus.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import { SessionLeases } from '../leases/session-leases.js';
import { Archiving } from './archiving.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LessonItems } from './lesson-items.js';
import type { Recording } from './recording.entity.js';
import { RecordingReady } from './recording-events.js';
import { RecordingStore } from './recording-store.js';
import { RecordingsService } from './recordings.service.js';

type Job = {
  /** From 0 to 1. */
  progress: number;
  readonly giveUp: AbortController;
  /** The recording is deleted, or the server stops. */
  readonly signal: AbortSignal;
  done?: Promise<void>;
};

/** Makes the MP4 of each recording whose session is over, one after the other. What a crash interrupts is begun again. */
@Injectable()
export class Finishing implements AsyncDisposable {
  readonly #logger = new Logger('Recording');
  /** Those that wait or are worked on. */
  readonly #jobs = new Map<string, Job>();
  readonly #work = new Serial();
  readonly #stop = new AbortController();

  constructor(
    private readonly recordings: RecordingsService,
    private readonly sessions: SessionsService,
    private readonly store: RecordingStore,
    private readonly items: LessonItems,
    private readonly archiving: Archiving,
    private readonly leases: SessionLeases,
    private readonly bus: EventBus,
  ) {}

  /** From 0 to 1; null for a recording that does not wait. */
  progressOf(id: string): number | null {
    return this.#jobs.get(id)?.progress ?? null;
  }

  /** Goes on with what a server before was at, of what lies on this disk. */
  async resume(): Promise<void> {
    for (const recording of await this.recordings.unfinished())
      if (await this.store.isOnDisk(recording.id)) this.add(recording);
  }

  add(recording: Recording): void {
    const { id, status } = recording;
    if (status !== 'finishing' || this.#jobs.has(id) || this.#stop.signal.aborted) return;
    const giveUp = new AbortController();
    const job: Job = { progress: 0, giveUp, signal: AbortSignal.any([giveUp.signal, this.#stop.signal]) };
    this.#jobs.set(id, job);
    job.done = this.#work.run(() => this.#finish(recording, job)).finally(() => this.#jobs.delete(id));
  }

  /** Resolves when a recording that is to be deleted is not worked on any more. */
  async giveUp(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    job?.giveUp.abort(new Error('the recording is deleted'));
    await job?.done;
  }

  /** What is under way is given up; the next start begins it again. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the server stops'));
    await this.#work.settled();
  }

  /** Never rejects. */
  async #finish({ id, sessionId }: Recording, job: Job): Promise<void> {
    const { signal } = job;
    if (signal.aborted) return;
    try {
      await this.leases.take(sessionId);
    } catch (error) {
      if (!(error instanceof SessionElsewhere) && !isDatabaseAway(error)) this.#logger.error(error);
      return; // another process is at it, or the next start goes on
    }
    try {
      const session = await this.sessions.get(sessionId);
      await finishRecording({
        folder: this.store.folderOf(id),
        describe: (facts) => this.items.describe(session, facts),
        onProgress: (share) => (job.progress = share),
        signal,
      });
      this.store.forget(id);
      await this.recordings.markReady(id);
      this.bus.publish(new RecordingReady(id, sessionId));
      this.archiving.add({ id, sessionId });
    } catch (error) {
      if (signal.aborted || isDatabaseAway(error)) return; // the next start goes on
      const what = `The recording ${id} of session ${sessionId} could not be finished: ${String(error)}`;
      if (error instanceof NothingRecorded)
        this.#logger.log(what); // nobody published
      else this.#logger.error(what);
      await this.recordings.markFailed(id, failureOf(error)).catch((why: unknown) => this.#logger.error(why));
    } finally {
      await this.leases.remove(sessionId).catch((error: unknown) => this.#logger.warn(String(error)));
    }
  }
}

/** For people who cannot look into the log. */
function failureOf(error: unknown): string {
  if (error instanceof NothingRecorded) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'The disk is full. The next start of the server tries again.';
  return 'The log of the server says why. The next start of the server tries again.';
}
