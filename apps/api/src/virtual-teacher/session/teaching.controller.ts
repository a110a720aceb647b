import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { TeachingCommand, Teaching } from '@lockstep/contracts';
import { Access } from '../../access/access.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { LiveClasses } from './live-classes.js';

const refuses = {
  404: 'There is no such session',
  409: 'The session has no virtual teacher, or is not live, or the moment does not allow it (not-now)',
};

@ApiTags('Virtual teacher')
@ApiBearerAuth()
@Access('teacher', { of: 'session' })
@Controller('api/sessions/:id/teaching')
export class TeachingController {
  constructor(private readonly classes: LiveClasses) {}

  @Get()
  @Documented({
    summary: 'What the virtual teacher is doing, and what its model may still cost',
    answers: Teaching,
    refuses,
  })
  show(@PathId() id: string): Promise<Teaching> {
    return this.classes.show(id);
  }

  @Post('commands')
  @HttpCode(200)
  @Documented({
    summary: 'Control the virtual teacher: pause, resume, skip, repeat, say this, take over, hand back',
    description:
      'Each is an event of the stream too. After take-over a publisher with a stream key of the session may send its frame.',
    answers: Teaching,
    refuses: { 400: 'A field does not fit', ...refuses },
  })
  command(
    @PathId() id: string,
    @Body({ schema: TeachingCommand }) command: TeachingCommand,
  ): Promise<Teaching> {
    return this.classes.command(id, command);
  }
}
