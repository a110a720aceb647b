import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Keeping } from '@lockstep/contracts';
import { Access } from '../../access/access.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { LessonKeepings } from './lesson-keeping.service.js';

const unknown = { 404: 'There is no such lesson' };

@ApiTags('Lessons')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class LessonKeepingController {
  constructor(private readonly keepings: LessonKeepings) {}

  @Get(':id/keeping')
  @Documented({
    summary: 'What is kept of the sessions of a lesson',
    answers: Keeping,
    refuses: unknown,
  })
  get(@PathId() id: string): Promise<Keeping> {
    return this.keepings.get(id);
  }

  @Put(':id/keeping')
  @Documented({
    summary: 'Say what is kept of the sessions of a lesson',
    description: 'Of those that are made from now on: the students of the others were told otherwise.',
    answers: Keeping,
    refuses: { 400: 'A field does not fit', ...unknown },
  })
  replace(@PathId() id: string, @Body({ schema: Keeping }) body: Keeping): Promise<Keeping> {
    return this.keepings.replace(id, body);
  }
}
