import { Injectable } from '@nestjs/common';
import { Finishing } from './finishing.js';
import { Archiving } from './archiving.js';
import { pathInBucket, RecordingArchive } from './recording-archive.js';
import { Storage } from '../storage/storage.js';
import { Recorders } from './recorders.js';
import { RecordingStore } from './recording-store.js';
import { RecordingsService } from './recordings.service.js';

/** What a deletion removed of recordings. */
export type RemovedFiles = { readonly files: number; readonly bytes: number };

/** Removes the files of recordings; their rows go with those of the session. */
@Injectable()
export class RecordingDeletion {
  constructor(
    private readonly recordings: RecordingsService,
    private readonly recorders: Recorders,
    private readonly finishing: Finishing,
    private readonly store: RecordingStore,
    private readonly archiving: Archiving,
    private readonly archive: RecordingArchive,
    private readonly storage: Storage,
  ) {}

  /** What {@link removeFiles} would remove. */
  async filesOf(sessionId: string): Promise<RemovedFiles> {
    const all = await this.recordings.ofSession(sessionId);
    let bytes = 0;
    for (const { id, facts } of all) bytes += (facts?.bytes ?? 0) + (await this.store.sizeOf(id));
    return { files: all.length, bytes };
  }

  /**
   * Of a session that is not live, on disk and in the bucket. May be repeated. Rejects with what the file system says.
   * @throws StorageAway
   */
  async removeFiles(sessionId: string): Promise<RemovedFiles> {
    await this.recorders.settled(sessionId);
    const all = await this.recordings.ofSession(sessionId);
    let bytes = 0;
    for (const { id } of all) {
      await this.finishing.giveUp(id);
      await this.archiving.giveUp(id);
      const { bucketPath, facts } = await this.recordings.get(id);
      // the first objects arrive before the row says so
      if (bucketPath !== null || this.storage.bucket)
        await this.archive.remove(bucketPath ?? pathInBucket(sessionId));
      bytes += (facts?.bytes ?? 0) + (await this.store.remove(id));
    }
    return { files: all.length, bytes };
  }
}
