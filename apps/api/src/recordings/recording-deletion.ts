import { Injectable } from '@nestjs/common';
import { Finishing } from './finishing.js';
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
  ) {}

  /** Of a session that is not live. May be repeated. Rejects with what the file system says. */
  async removeFiles(sessionId: string): Promise<RemovedFiles> {
    await this.recorders.settled(sessionId);
    const all = await this.recordings.ofSession(sessionId);
    let bytes = 0;
    for (const { id } of all) {
      await this.finishing.giveUp(id);
      bytes += await this.store.remove(id);
    }
    return { files: all.length, bytes };
  }
}
