import type { Page } from '../paging/page.js';
import { Body, Controller, Get, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Join, Joined, PageQuery, RosterEntry } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { JoinLimit } from '../limits/limit.guard.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { RosterService } from './roster.service.js';

@ApiTags('Classroom')
@Controller('api/sessions/:id')
export class RosterController {
  constructor(private readonly roster: RosterService) {}

  @Post('join')
  @Access('public')
  @UseGuards(JoinLimit)
  @Documented({
    summary: 'Join a session as a student',
    description: 'The token in the answer is good for this session alone.',
    status: 201,
    answers: Joined,
    refuses: {
      400: 'A field does not fit',
      403: 'The session is private, and there is no valid invitation',
      404: 'There is no such session',
      409: 'The session has ended',
      429: 'Too many joins of this session from one address',
    },
  })
  join(
    @PathId() id: string,
    @Body({ schema: Join }) body: Join,
    @Caller() caller: Identity | undefined,
  ): Promise<Joined> {
    return this.roster.join(id, body, caller);
  }

  @Get('roster')
  @Access('teacher', { of: 'session' })
  @ApiBearerAuth()
  @Documented({
    summary: 'The students of a session',
    answers: listOf(RosterEntry),
    refuses: { 404: 'There is no such session' },
  })
  list(@PathId() id: string, @Query({ schema: PageQuery }) query: PageQuery): Promise<Page<RosterEntry>> {
    return this.roster.list(id, query);
  }
}
