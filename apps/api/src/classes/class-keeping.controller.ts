import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Keeping } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { ClassKeepings } from './class-keeping.service.js';

const unknown = { 403: 'Others teach it', 404: 'There is no such class' };

@ApiTags('Classes')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/classes')
export class ClassKeepingController {
  constructor(private readonly keepings: ClassKeepings) {}

  @Get(':id/keeping')
  @Documented({ summary: 'What is kept of the sessions of a class', answers: Keeping, refuses: unknown })
  get(@PathId() id: string): Promise<Keeping> {
    return this.keepings.get(id);
  }

  @Put(':id/keeping')
  @Documented({
    summary: 'Say what is kept of the sessions of a class',
    description:
      'Of those that are made from now on: the students of the others were told otherwise. It counts before what their lessons say.',
    answers: Keeping,
    refuses: { 400: 'A field does not fit', ...unknown },
  })
  replace(
    @PathId() id: string,
    @Body({ schema: Keeping }) body: Keeping,
    @Caller() caller: Identity,
  ): Promise<Keeping> {
    return this.keepings.replace(id, body, caller);
  }
}
