import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Recording } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { SessionAddresses } from '../sessions/session-addresses.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Finishing } from './finishing.js';
import { RecordingStore } from './recording-store.js';
import type { Recording as Row } from './recording.entity.js';
import { RecordingAlarms } from './recording-alarms.js';
import { RecordingsService } from './recordings.service.js';
import type { Stored } from './stored-recording.js';

@ApiTags('Recordings')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class RecordingsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly recordings: RecordingsService,
    private readonly addresses: SessionAddresses,
    private readonly store: RecordingStore,
    private readonly finishing: Finishing,
    private readonly alarms: RecordingAlarms,
  ) {}

  @Get('sessions/:id/recordings')
  @Documented({
    summary: 'What is recorded of a session',
    description:
      'Anyone who knows the id of a recording may watch it, as anyone who has the link may watch the session. Of a private session, the addresses are signed, and expire.',
    answers: listOf(Recording),
    refuses: { 404: 'There is no such session' },
  })
  async list(@PathId() id: string): Promise<Recording[]> {
    const prefix = this.addresses.recordingPrefix(await this.sessions.get(id));
    return Promise.all((await this.recordings.ofSession(id)).map((row) => this.#describe(row, prefix)));
  }

  async #describe(row: Row, prefix: string): Promise<Recording> {
    const { id, sessionId, status, failure, createdAt, endedAt, bucketPath } = row;
    const { startMs, endMs, bytes } = row.facts ?? (await this.#extentOf(row));
    return {
      id,
      sessionId,
      status,
      startPtsMs: startMs ?? null,
      durationMs: Math.round((endMs ?? 0) - (startMs ?? 0)),
      bytes,
      progress: status === 'finishing' ? this.finishing.progressOf(id) : null,
      alarm: this.alarms.of(row),
      storedIn: bucketPath === null ? 'disk' : 'bucket',
      lostMs: this.alarms.lostMsOf(row),
      failure,
      files: {
        mp4: status === 'ready' ? `${prefix}/${id}.mp4` : null,
        flv: `${prefix}/${id}.flv`,
        hls: `${prefix}/${id}/index.m3u8`,
      },
      createdAt: createdAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    };
  }

  /** A finished one without a file has left the disk for the bucket since its row was read. */
  async #extentOf(row: Row): Promise<Pick<Stored, 'startMs' | 'endMs' | 'bytes'>> {
    const stored = await this.store.look(row);
    if (stored.startMs !== undefined || row.status !== 'ready') return stored;
    return (await this.recordings.get(row.id)).facts ?? stored;
  }
}
