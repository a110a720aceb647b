import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Restream, RestreamChange, RestreamCreate } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Restreams } from './restreams.service.js';

const unfit = 'A field does not fit, or the address is not allowed';
const unknown = 'There is no such session or restream';

@ApiTags('Restreams')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/sessions/:id/restreams')
export class SessionRestreamsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly restreams: Restreams,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Documented({
    summary: 'The servers to which a session is published, and how each does',
    answers: listOf(Restream),
    refuses: { 404: 'There is no such session' },
  })
  async list(@PathId() id: string): Promise<Restream[]> {
    await this.sessions.get(id);
    return this.restreams.list(id);
  }

  @Post()
  @Documented({
    summary: 'Publish a session to another server',
    description:
      'With the events in its frames, while it is live. Everybody who may watch there sees it, also where it is private here.',
    status: 201,
    answers: Restream,
    refuses: { 400: unfit, 404: 'There is no such session', 409: 'It has too many' },
  })
  async create(
    @PathId() id: string,
    @Body({ schema: RestreamCreate }) body: RestreamCreate,
    @Caller() caller: Identity,
  ): Promise<Restream> {
    await this.sessions.get(id);
    const created = await this.restreams.create(id, body);
    await this.audit.note(caller, 'restream.created', 'session', id);
    return created;
  }

  @Patch(':restreamId')
  @Documented({
    summary: 'Change a restream of a session',
    description: 'What is absent stays, the key too. It holds at once.',
    answers: Restream,
    refuses: { 400: unfit, 404: unknown },
  })
  async change(
    @PathId() id: string,
    @PathId('restreamId') restreamId: string,
    @Body({ schema: RestreamChange }) body: RestreamChange,
    @Caller() caller: Identity,
  ): Promise<Restream> {
    const changed = await this.restreams.change(id, restreamId, body);
    await this.audit.note(caller, 'restream.changed', 'session', id);
    return changed;
  }

  @Delete(':restreamId')
  @HttpCode(204)
  @Documented({ summary: 'End a restream of a session', status: 204, refuses: { 404: unknown } })
  async delete(
    @PathId() id: string,
    @PathId('restreamId') restreamId: string,
    @Caller() caller: Identity,
  ): Promise<void> {
    await this.restreams.delete(id, restreamId);
    await this.audit.note(caller, 'restream.deleted', 'session', id);
  }
}
