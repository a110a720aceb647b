import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { RewindReport, Rewinds } from '@lockstep/contracts';
import type { Request } from 'express';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Limits } from '../limits/limits.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { MomentLinks } from './moment-links.service.js';
import { RewindCounts } from './rewinds.service.js';

const counted =
  'A count for each part of five seconds goes up by one, and nothing else is kept: neither who it was, nor when. Moments that the recording does not have are passed over.';

@ApiTags('Moments')
@ApiBearerAuth()
@Controller('api')
export class RewindsController {
  constructor(
    private readonly rewinds: RewindCounts,
    private readonly links: MomentLinks,
    private readonly limits: Limits,
  ) {}

  @Post('sessions/:id/rewinds')
  @HttpCode(204)
  @Access('student', { of: 'session' })
  @Documented({
    summary: 'Tell to which moments of the recording one went back',
    description: counted,
    status: 204,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session' },
  })
  async ofStudent(
    @PathId() id: string,
    @Body({ schema: RewindReport }) body: RewindReport,
    @Caller() caller: Identity,
  ): Promise<void> {
    this.limits.rewind(caller.id);
    await this.rewinds.add(id, body);
  }

  @Post('moments/:id/rewinds')
  @HttpCode(204)
  @Access('public')
  @Documented({
    summary: 'Tell to which moments of a shared recording one went back',
    description: counted,
    status: 204,
    refuses: { 400: 'A field does not fit', 404: 'The link has expired, was revoked, or never was' },
  })
  async ofLink(
    @PathId() id: string,
    @Body({ schema: RewindReport }) body: RewindReport,
    @Req() request: Request,
  ): Promise<void> {
    this.limits.rewind(this.limits.addressOf(request));
    await this.rewinds.add(await this.links.sessionOf(id), body);
  }

  @Get('sessions/:id/rewinds')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'How often those who watched the recording went back, and where to',
    answers: listOf(Rewinds),
    refuses: { 404: 'There is no such session' },
  })
  list(@PathId() id: string): Promise<Rewinds[]> {
    return this.rewinds.list(id);
  }
}
