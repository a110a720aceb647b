import { Injectable, Logger } from '@nestjs/common';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { Storage } from '../storage/storage.js';
import { UploadQueue } from '../storage/upload-queue.js';
import { pathInBucket, RecordingArchive } from './recording-archive.js';
import type { Recording } from './recording.entity.js';
import { RecordingStore } from './recording-store.js';
import { RecordingsService } from './recordings.service.js';

/** Brings finished recordings from the disk into the bucket. While it does not answer they stay where they are, and play from there. */
@Injectable()
export class Archiving implements AsyncDisposable {
  readonly #queue = new UploadQueue(new Logger('Recording'), (isAway) =>
    this.bus.publish(new AlarmChanged('storage-away', null, isAway)),
  );

  constructor(
    private readonly storage: Storage,
    private readonly archive: RecordingArchive,
    private readonly recordings: RecordingsService,
    private readonly store: RecordingStore,
    private readonly bus: EventBus,
  ) {}

  /** It is still on this disk because the bucket does not answer. */
  isDelayed(id: string): boolean {
    return this.#queue.isAway && this.#queue.has(id);
  }

  /** Goes on with what a server before was at, and with what was recorded before there was a bucket. */
  async resume(): Promise<void> {
    if (!this.storage.bucket) return;
    for (const recording of await this.recordings.notInBucket())
      if (await this.store.isOnDisk(recording.id)) this.add(recording); // others are on the disks of other processes
  }

  /** @param recording a finished one */
  add({ id, sessionId }: Pick<Recording, 'id' | 'sessionId'>): void {
    const { bucket } = this.storage;
    if (!bucket) return;
    this.#queue.add(id, async (signal) => {
      const stored = await this.store.lookOnDisk(id);
      if (stored.startMs === undefined) throw new Error(`The recording ${id} has no file.`);
      const path = pathInBucket(sessionId);
      await this.archive.put(bucket, path, this.store.finishedFile(id), stored, { signal });
      signal.throwIfAborted();
      await this.recordings.markInBucket(id, path, RecordingArchive.factsOf(stored));
      await this.store.remove(id);
    });
  }

  /** Resolves when a recording that is to be deleted is not sent any more. */
  giveUp(id: string): Promise<void> {
    return this.#queue.giveUp(id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue[Symbol.asyncDispose]();
  }
}
