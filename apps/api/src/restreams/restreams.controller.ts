import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Restream, RestreamChange, RestreamCreate } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { Restreams } from './restreams.service.js';

const unfit = 'A field does not fit, or the address is not allowed';

/** Where every session is published to that is not private. */
@ApiTags('Restreams')
@ApiBearerAuth()
@Access('operator')
@Controller('api/restreams')
export class RestreamsController {
  constructor(
    private readonly restreams: Restreams,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Documented({ summary: 'The servers to which every open session is published', answers: listOf(Restream) })
  list(): Promise<Restream[]> {
    return this.restreams.list(null);
  }

  @Post()
  @Documented({
    summary: 'Publish every open session to another server',
    description: 'Private sessions and those of one student alone are left out. It holds at once.',
    status: 201,
    answers: Restream,
    refuses: { 400: unfit, 409: 'There are too many' },
  })
  async create(
    @Body({ schema: RestreamCreate }) body: RestreamCreate,
    @Caller() caller: Identity,
  ): Promise<Restream> {
    const created = await this.restreams.create(null, body);
    await this.audit.note(caller, 'restream.created', 'restream', created.id);
    return created;
  }

  @Patch(':id')
  @Documented({
    summary: 'Change a restream',
    description: 'What is absent stays, the key too. It holds at once.',
    answers: Restream,
    refuses: { 400: unfit, 404: 'There is no such restream' },
  })
  async change(
    @PathId() id: string,
    @Body({ schema: RestreamChange }) body: RestreamChange,
    @Caller() caller: Identity,
  ): Promise<Restream> {
    const changed = await this.restreams.change(null, id, body);
    await this.audit.note(caller, 'restream.changed', 'restream', id);
    return changed;
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({ summary: 'End a restream', status: 204, refuses: { 404: 'There is no such restream' } })
  async delete(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    await this.restreams.delete(null, id);
    await this.audit.note(caller, 'restream.deleted', 'restream', id);
  }
}
