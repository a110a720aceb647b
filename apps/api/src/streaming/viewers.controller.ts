import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Ban, BanCreate, Viewer } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Bans } from './bans.js';
import { Viewers } from './viewers.js';

@ApiTags('Streams')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/sessions/:id')
export class ViewersController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly viewers: Viewers,
    private readonly bans: Bans,
    private readonly audit: Audit,
  ) {}

  @Get('viewers')
  @Documented({
    summary: 'Who watches a session now',
    description: 'Those that this server serves itself: a cache in front of it shows as one.',
    answers: listOf(Viewer),
    refuses: { 404: 'There is no such session' },
  })
  async list(@PathId() id: string): Promise<Viewer[]> {
    await this.sessions.get(id);
    return this.viewers.list(id);
  }

  @Get('bans')
  @Documented({
    summary: 'Who may not watch a session any more',
    answers: listOf(Ban),
    refuses: { 404: 'There is no such session' },
  })
  async banned(@PathId() id: string): Promise<Ban[]> {
    await this.sessions.get(id);
    return this.bans.list(id);
  }

  @Post('bans')
  @Documented({
    summary: 'Ban a viewer',
    description:
      'What they watch ends, and they are refused on every transport: the student or the token that their signed address names, and in an open session their network address, with everybody behind it. A ban of a token ends when it expires, the others when they are deleted.',
    status: 201,
    answers: Ban,
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such session, or they do not watch now',
      409: 'It has too many bans',
    },
  })
  async ban(
    @PathId() id: string,
    @Body({ schema: BanCreate }) { viewerId, reason }: BanCreate,
    @Caller() caller: Identity,
  ): Promise<Ban> {
    await this.sessions.get(id);
    const ban = await this.viewers.ban(id, viewerId, reason ?? null);
    await this.audit.note(caller, 'viewer.banned', 'session', id);
    return ban;
  }

  @Delete('bans/:banId')
  @HttpCode(204)
  @Documented({
    summary: 'Let a banned viewer in again',
    status: 204,
    refuses: { 404: 'There is no such session, or no such ban' },
  })
  async unban(
    @PathId() id: string,
    @PathId('banId') banId: string,
    @Caller() caller: Identity,
  ): Promise<void> {
    await this.sessions.get(id);
    await this.bans.delete(id, banId);
    await this.audit.note(caller, 'viewer.unbanned', 'session', id);
  }
}
