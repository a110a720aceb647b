import { Injectable } from '@nestjs/common';
import { RecordingNotFinished, RecordingNotFound } from './recording-errors.js';
import { RecordingStore } from './recording-store.js';
import type { Recording } from './recording.entity.js';
import { RecordingsService } from './recordings.service.js';
import type { FileSlice } from './send-bytes.js';
import type { Stored } from './stored-recording.js';

/** Of what will not change any more. */
export const FINAL = 'public, max-age=3600';

/** What there is to send of a recording, on disk or in the bucket. */
@Injectable()
export class RecordingFiles {
  constructor(
    private readonly recordings: RecordingsService,
    private readonly store: RecordingStore,
  ) {}

  /** @throws RecordingNotFound where there is nothing to send */
  async stored(recording: Recording): Promise<Stored> {
    const stored = await this.store.look(recording);
    if (stored.startMs !== undefined) return stored;
    // its files left the disk for the bucket meanwhile
    const now = await this.recordings.get(recording.id);
    if (now.bucketPath === recording.bucketPath) throw new RecordingNotFound(recording.id);
    return this.store.look(now);
  }

  /** The one MP4 of a recording that is finished. @throws RecordingNotFinished, RecordingNotFound */
  async finished(recording: Recording): Promise<FileSlice> {
    const { id, status } = recording;
    if (status !== 'ready') throw new RecordingNotFinished(status);
    const [part] = (await this.stored(recording)).parts;
    if (!part) throw new RecordingNotFound(id);
    const { content } = part;
    const size = await content.size();
    const tag = `"${id}-${String(size)}"`;
    return { content, from: 0, size, type: 'video/mp4', cache: FINAL, tag };
  }
}
