import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { PublisherRefusal, Session, StreamStatus } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { OnAir } from '../sessions/on-air.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { FlvEndpoint } from './flv-endpoint.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { PublisherRefusals } from './publisher-refusals.js';
import { RtmpService } from './rtmp.service.js';
import { SrtService } from './srt.service.js';
import { WhepEndpoint } from './whep-endpoint.js';

const moves = { 404: 'There is no such session', 409: 'Its status does not allow that' };

const unknownHealth = {
  bitrate: null,
  frameRate: null,
  keyFrameIntervalMs: null,
  audioOffsetMs: null,
  advice: [],
};

@ApiTags('Streams')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class StreamsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly ledger: LedgerService,
    private readonly onAir: OnAir,
    private readonly flv: FlvEndpoint,
    private readonly rtmp: RtmpService,
    private readonly srt: SrtService,
    private readonly whep: WhepEndpoint,
    private readonly refusals: PublisherRefusals,
  ) {}

  @Post('sessions/:id/start')
  @HttpCode(200)
  @Documented({
    summary: 'Make a session live',
    description:
      'Its file begins, or its publisher is waited for. A publisher with the right key does the same.',
    answers: Session,
    refuses: moves,
  })
  start(@PathId() id: string): Promise<Session> {
    return this.live.start(id);
  }

  @Post('sessions/:id/end')
  @HttpCode(200)
  @Documented({
    summary: 'End a session',
    description: 'Its publisher is disconnected, its viewers get a clean end.',
    answers: Session,
    refuses: moves,
  })
  end(@PathId() id: string): Promise<Session> {
    return this.live.end(id);
  }

  @Get('sessions/:id/stream')
  @Documented({
    summary: 'How the stream of a session does',
    answers: StreamStatus,
    refuses: { 404: moves[404] },
  })
  async status(@PathId() id: string): Promise<StreamStatus> {
    await this.sessions.get(id);
    const stream = this.live.stream(id);
    const publisher = this.onAir.publisherOf(id);
    const { video, audio } = stream?.headers ?? {};
    const health = stream?.health ?? unknownHealth;
    const line = this.srt.statisticsOf(id);
    return {
      onAir: publisher !== undefined,
      publisher: publisher
        ? { kind: publisher.kind, remote: publisher.remote, since: publisher.since.toISOString() }
        : null,
      video: video
        ? { codec: video.codec, width: video.width, height: video.height, frameRate: video.frameRate ?? null }
        : null,
      audio: audio ? { codec: audio.codec, sampleRate: audio.sampleRate, channels: audio.channels } : null,
      ptsMs: stream?.positionMs ?? null,
      ...health,
      advice: [...health.advice],
      ...(line !== undefined && { line }),
      viewers: [this.flv, this.rtmp, this.srt, this.whep].reduce((sum, way) => sum + way.viewersOf(id), 0),
      lastSeq: await this.ledger.lastSeq(id),
      refusals: this.refusals.list(id),
    };
  }

  @Get('publisher-refusals')
  @Access(['teacher', 'operator'])
  @Documented({
    summary: 'Publishers that were sent away, the newest first',
    answers: listOf(PublisherRefusal),
  })
  refused(): PublisherRefusal[] {
    return this.refusals.list();
  }
}
