import { Body, Controller, Get, Post, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Join, Joined, SelfPaced, SelfPacedInvitation } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { JoinLimit } from '../limits/limit.guard.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { SelfPacedLessons } from './self-paced-lessons.js';
import { SelfPacedSessions } from './self-paced-sessions.js';

const unknown = { 404: 'There is no such lesson' };
const notOffered = { 404: 'The lesson cannot be taken alone', 409: 'Its latest version is not compiled' };

@ApiTags('Self-paced')
@Controller('api')
export class SelfPacedController {
  constructor(
    private readonly lessons: SelfPacedLessons,
    private readonly sessions: SelfPacedSessions,
  ) {}

  @Get('lessons/:id/self-paced')
  @Access('author')
  @ApiBearerAuth()
  @Documented({ summary: 'Whether students may take a lesson alone', answers: SelfPaced, refuses: unknown })
  get(@PathId() id: string): Promise<SelfPaced> {
    return this.lessons.get(id);
  }

  @Put('lessons/:id/self-paced')
  @Access('author')
  @ApiBearerAuth()
  @Documented({
    summary: 'Let students take a lesson alone, or no longer',
    description: 'Sessions that are under way go on.',
    answers: SelfPaced,
    refuses: { 400: 'A field does not fit', ...unknown },
  })
  set(@PathId() id: string, @Body({ schema: SelfPaced }) body: SelfPaced): Promise<SelfPaced> {
    return this.lessons.set(id, body);
  }

  @Get('self-paced/:id')
  @Access('public')
  @Documented({
    summary: 'What anybody with the link may know of a lesson that can be taken alone',
    answers: SelfPacedInvitation,
    refuses: notOffered,
  })
  invitation(@PathId() id: string): Promise<SelfPacedInvitation> {
    return this.lessons.invitation(id);
  }

  @Post('self-paced/:id/join')
  @Access('public')
  @UseGuards(JoinLimit)
  @Documented({
    summary: 'Begin a lesson alone, in a session of your own',
    description: 'The token in the answer is good for this session alone.',
    status: 201,
    answers: Joined,
    refuses: {
      400: 'A field does not fit',
      ...notOffered,
      429: 'Too many self-paced sessions, or too many joins from one address',
    },
  })
  join(
    @PathId() id: string,
    @Body({ schema: Join }) body: Join,
    @Caller() caller: Identity | undefined,
  ): Promise<Joined> {
    return this.sessions.join(id, body, caller);
  }
}
