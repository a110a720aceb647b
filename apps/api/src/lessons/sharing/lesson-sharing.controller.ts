import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { LessonCopy, LessonSharing as LessonSharingBody, LessonSharingChange } from '@lockstep/contracts';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { TakesBody } from '../../http/json-body.interceptor.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { LessonSharing } from './lesson-sharing.service.js';

/** 200 colleagues with long addresses. */
const MAX_BODY = 128 * 1024;
const unknown = { 404: 'There is no such lesson' };

@ApiTags('Lessons')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class LessonSharingController {
  constructor(private readonly sharing: LessonSharing) {}

  @Get(':id/sharing')
  @Documented({
    ...{ summary: 'Whose a lesson is, and what colleagues may do with it', answers: LessonSharingBody },
    refuses: unknown,
  })
  get(@PathId() id: string, @Caller() caller: Identity): Promise<LessonSharingBody> {
    return this.sharing.get(id, caller);
  }

  @TakesBody(MAX_BODY)
  @Put(':id/sharing')
  @Documented({
    summary: 'Say what colleagues may do with a lesson',
    answers: LessonSharingBody,
    refuses: {
      400: 'A field does not fit',
      403: 'Another one owns it',
      404: 'There is no such lesson, or no colleague with such an address',
    },
  })
  replace(
    @PathId() id: string,
    @Body({ schema: LessonSharingChange }) body: LessonSharingChange,
    @Caller() caller: Identity,
  ): Promise<LessonSharingBody> {
    return this.sharing.replace(id, body, caller);
  }

  @Post(':id/copies')
  @Documented({
    summary: 'Copy a lesson',
    description: 'The draft with its files or slides; versions and sessions stay with the lesson.',
    status: 201,
    answers: LessonCopy,
    refuses: unknown,
  })
  copy(@PathId() id: string, @Caller() caller: Identity): Promise<LessonCopy> {
    return this.sharing.copy(id, caller);
  }
}
