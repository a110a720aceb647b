import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Lobby, PageQuery, MediaFile, Session, SessionCreate } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import type { Page } from '../paging/page.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { MediaFiles } from './media-files.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Sessions')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly files: MediaFiles,
  ) {}

  @Get('media-files')
  @Access(['teacher', 'operator'])
  @Documented({
    summary: 'The files of the media folder that a session may play',
    answers: listOf(MediaFile),
  })
  mediaFiles(): Promise<MediaFile[]> {
    return this.files.list();
  }

  @Get('sessions')
  @Documented({ summary: 'All sessions, the newest first', answers: listOf(Session) })
  async list(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<Session>> {
    return (await this.sessions.list(query)).map((session) => this.sessions.describe(session));
  }

  @Post('sessions')
  @Documented({
    summary: 'Make a session of a lesson',
    description: 'It keeps the lesson as it is now.',
    status: 201,
    answers: Session,
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such lesson or media file',
      409: 'The lesson cannot be taught yet',
    },
  })
  async create(
    @Body({ schema: SessionCreate }) body: SessionCreate,
    @Caller() caller: Identity,
  ): Promise<Session> {
    return this.sessions.describe(await this.sessions.create(body, undefined, caller.id));
  }

  @Get('sessions/:id')
  @Documented({ summary: 'A session', answers: Session, refuses: { 404: 'There is no such session' } })
  async get(@PathId() id: string): Promise<Session> {
    return this.sessions.describe(await this.sessions.get(id));
  }

  @Get('sessions/:id/lobby')
  @Access('public')
  @Documented({
    summary: 'What anybody with the link may know of a session',
    answers: Lobby,
    refuses: { 404: 'There is no such session' },
  })
  async lobby(@PathId() id: string): Promise<Lobby> {
    return this.sessions.lobby(await this.sessions.get(id));
  }
}
