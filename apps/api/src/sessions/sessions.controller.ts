import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  JoinCodeRead,
  JoinCodeTarget,
  Lobby,
  PageQuery,
  MediaFile,
  Session,
  SessionAccessDraft,
  SessionCreate,
} from '@lockstep/contracts';
import type { Request } from 'express';
import * as z from 'zod';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { LessonDoor } from '../access/lesson-door.js';
import type { Page } from '../paging/page.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { EventBus } from '../events/event-bus.js';
import { Classes } from '../classes/classes.service.js';
import { Limits } from '../limits/limits.js';
import { JoinCodeUnknown } from './session-errors.js';
import { taughtBy } from './taught-by.js';
import { MediaFiles } from './media-files.js';
import { SessionAdmission } from './session-admission.js';
import { SessionAccessChanged } from './session-events.js';
import { SessionsService } from './sessions.service.js';

const Invitation = z.object({
  invite: z
    .string()
    .max(500)
    .exactOptional()
    .describe('Of a private session: what its link has behind `?invite=`.'),
});
type Invitation = z.infer<typeof Invitation>;

@ApiTags('Sessions')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly files: MediaFiles,
    private readonly admission: SessionAdmission,
    private readonly classes: Classes,
    private readonly lessons: LessonDoor,
    private readonly limits: Limits,
    private readonly bus: EventBus,
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
  @Documented({
    summary: 'All sessions but those of the classes of others, the newest first',
    answers: listOf(Session),
  })
  async list(
    @Query({ schema: PageQuery }) query: PageQuery,
    @Caller() caller: Identity,
  ): Promise<Page<Session>> {
    return (await this.sessions.list(query, taughtBy(caller))).map((session) =>
      this.sessions.describe(session),
    );
  }

  @Post('sessions')
  @Documented({
    summary: 'Make a session of a lesson',
    description: 'It keeps the lesson as it is now.',
    status: 201,
    answers: Session,
    refuses: {
      400: 'A field does not fit',
      403: 'Others teach the class',
      404: 'There is no such lesson, media file or class',
      409: 'The lesson cannot be taught yet',
    },
  })
  async create(
    @Body({ schema: SessionCreate }) body: SessionCreate,
    @Caller() caller: Identity,
  ): Promise<Session> {
    await this.lessons.require(caller, body.lessonId, 'view');
    if (body.classId !== undefined) await this.classes.requireTeacher(body.classId, caller);
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
    description:
      'A private session is shown to its students and its teachers, and with the token of an invitation.',
    answers: Lobby,
    refuses: { 403: 'It is private', 404: 'There is no such session' },
  })
  async lobby(
    @PathId() id: string,
    @Query({ schema: Invitation }) { invite }: Invitation,
    @Caller() caller: Identity | undefined,
  ): Promise<Lobby> {
    const session = await this.sessions.get(id);
    await this.admission.require(session, caller, invite);
    return this.sessions.lobby(session, caller?.kind === 'student' ? caller.id : undefined);
  }

  @Post('join-codes/read')
  @HttpCode(200)
  @Access('public')
  @Documented({
    summary: 'Which session a join code opens',
    answers: JoinCodeTarget,
    refuses: { 404: 'No session that guests may join has it', 429: 'Too many wrong codes from one address' },
  })
  async readCode(
    @Body({ schema: JoinCodeRead }) { code }: JoinCodeRead,
    @Req() request: Request,
  ): Promise<JoinCodeTarget> {
    this.limits.refuseFailing(this.limits.addressOf(request));
    const session = await this.sessions.byJoinCode(code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
    if (session === undefined) throw new JoinCodeUnknown();
    return { sessionId: session.id, title: session.title };
  }

  @Put('sessions/:id/access')
  @Documented({
    summary: 'Say who may watch a session',
    description: 'Viewers who watch now go on; the rule holds for those who come later.',
    answers: Session,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session' },
  })
  async setAccess(
    @PathId() id: string,
    @Body({ schema: SessionAccessDraft }) body: SessionAccessDraft,
  ): Promise<Session> {
    const session = await this.sessions.setAccess(id, body);
    this.bus.publish(new SessionAccessChanged(id, session.storedAccess));
    return this.sessions.describe(session);
  }
}
