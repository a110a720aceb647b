import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Viewer, ViewerAbsence } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Viewers } from './viewers.js';

@ApiTags('Streams')
@ApiBearerAuth()
@Access('teacher', { of: 'session' })
@Controller('api/sessions/:id/viewers')
export class ViewersController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly viewers: Viewers,
  ) {}

  @Get()
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

  @Delete(':viewerId')
  @HttpCode(204)
  @Documented({
    summary: 'Send a viewer away',
    description:
      'What they watch ends, and they are refused for a while: a student on every way, others by network address and program.',
    status: 204,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session, or they do not watch now' },
  })
  async sendAway(
    @PathId() id: string,
    @PathId('viewerId') viewerId: string,
    @Query({ schema: ViewerAbsence }) { minutes }: ViewerAbsence,
  ): Promise<void> {
    await this.sessions.get(id);
    this.viewers.sendAway(id, viewerId, minutes);
  }
}
