import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { RecordingNotFinished, RecordingNotFound } from './recording-errors.js';
import { RecordingStore } from './recording-store.js';
import type { Recording } from './recording.entity.js';
import type { FileSlice } from './send-bytes.js';

/** The one MP4 of a recording that is finished. */
@Injectable()
export class FinishedFiles {
  constructor(private readonly store: RecordingStore) {}

  /** @throws RecordingNotFinished, RecordingNotFound */
  async of({ id, status }: Pick<Recording, 'id' | 'status'>): Promise<FileSlice> {
    if (status !== 'ready') throw new RecordingNotFinished(status);
    const { parts, startMs } = await this.store.look(id);
    const [part] = parts;
    if (!part || startMs === undefined) throw new RecordingNotFound(id);
    const { size } = await stat(part.path);
    const tag = `"${id}-${String(size)}"`;
    return { path: part.path, from: 0, size, type: 'video/mp4', cache: 'public, max-age=3600', tag };
  }
}
