import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { Recording, type RecordingExtent } from './recording.entity.js';
import { RecordingNotFound } from './recording-errors.js';

/** What recordings there are, on record. */
@Injectable()
export class RecordingsService {
  constructor(@InjectRepository(Recording) private readonly recordings: Repository<Recording>) {}

  /** @throws RecordingNotFound */
  async get(id: string): Promise<Recording> {
    const recording = await this.recordings.findOneBy({ id });
    if (!recording) throw new RecordingNotFound(id);
    return recording;
  }

  ofSession(sessionId: string): Promise<Recording[]> {
    return this.recordings.find({ where: { sessionId }, order: { createdAt: 'ASC' } });
  }

  /** The recording of a session. The first call creates it; after a restart the session continues it. */
  async open(sessionId: string): Promise<Recording> {
    const begun = { id: newId(), sessionId, status: 'recording', createdAt: new Date() } as const;
    await this.recordings
      .createQueryBuilder()
      .insert()
      .values({ ...begun, failure: null, endedAt: null })
      .orIgnore()
      .execute();
    return this.recordings.findOneByOrFail({ sessionId });
  }

  /** The session is over. */
  async end(sessionId: string): Promise<void> {
    await this.recordings.update(
      { sessionId, status: 'recording' },
      { status: 'finishing', endedAt: new Date() },
    );
  }

  /** More of what was live is not in it, ms. */
  async addLost(sessionId: string, lostMs: number): Promise<void> {
    await this.recordings.increment({ sessionId }, 'lostMs', lostMs);
  }

  async markReady(id: string): Promise<void> {
    await this.recordings.update({ id }, { status: 'ready', failure: null });
  }

  /** Its files on the disk may go. */
  async markInBucket(id: string, bucketPath: string, storedFacts: RecordingExtent): Promise<void> {
    await this.recordings.update({ id }, { bucketPath, storedFacts });
  }

  /** Finished ones that are still on the disk, the oldest first. */
  notInBucket(): Promise<Recording[]> {
    return this.recordings.find({
      where: { status: 'ready', bucketPath: IsNull() },
      order: { createdAt: 'ASC' },
    });
  }

  async markFailed(id: string, failure: string): Promise<void> {
    await this.recordings.update({ id }, { status: 'failed', failure });
  }

  /**
   * Those that are still to be finished, the oldest first: also of sessions that ended while nobody could note it, and what failed
   * before, because its cause may be gone.
   */
  async unfinished(): Promise<Recording[]> {
    await this.recordings.update({ status: 'failed' }, { status: 'finishing', failure: null });
    const forgotten = await this.recordings
      .createQueryBuilder('recording')
      .where(`status = 'recording'`)
      .andWhere(`EXISTS (SELECT 1 FROM session WHERE session.id = session_id AND session.status = 'ended')`)
      .getMany();
    const ids = forgotten.map(({ id }) => id);
    if (ids.length > 0)
      await this.recordings.update({ id: In(ids) }, { status: 'finishing', endedAt: new Date() });
    return this.recordings.find({ where: { status: 'finishing' }, order: { createdAt: 'ASC' } });
  }
}
