import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { REWIND_BUCKET_MS, type RewindReport, type Rewinds } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { SessionsService } from '../sessions/sessions.service.js';
import { addRewinds, rewindsOf } from './rewind-statements.js';

/** How often those who watch recordings go back, and where to. It is counted, and nothing tells who did it. */
@Injectable()
export class RewindCounts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
  ) {}

  /** One report counts once in each part of the recording, and only in parts that there are. @throws SessionNotFound */
  async add(sessionId: string, { ptsMs }: RewindReport): Promise<void> {
    await this.sessions.get(sessionId);
    const buckets = new Set(ptsMs.map((at) => Math.floor(at / REWIND_BUCKET_MS)));
    await addRewinds(this.dataSource, sessionId, [...buckets]);
  }

  /** In the order of the stream. @throws SessionNotFound */
  async list(sessionId: string): Promise<Rewinds[]> {
    await this.sessions.get(sessionId);
    return rewindsOf(this.dataSource, sessionId);
  }
}
