import type { Page } from '../paging/page.js';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answer, AnswerQuery, AnswerReceipt, AnswerSubmit } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { AnswersService, type StudentIdentity } from './answers.service.js';

@ApiTags('Answers')
@ApiBearerAuth()
@Controller('api/sessions/:id/answers')
export class AnswersController {
  constructor(private readonly answers: AnswersService) {}

  @Post()
  @Access('student', { of: 'session' })
  @Documented({
    summary: 'Answer a question',
    description: 'The same as answer:submit over the socket.',
    status: 201,
    answers: AnswerReceipt,
    refuses: {
      400: 'A field does not fit, or the answer does not fit the question (answer-malformed)',
      404: 'The session has not shown that question (answer-foreign)',
      409: 'Too late (answer-late), answered before (answer-duplicate), or the session is not live',
    },
  })
  submit(
    @PathId() id: string,
    @Body({ schema: AnswerSubmit }) body: AnswerSubmit,
    @Caller() caller: StudentIdentity,
  ): Promise<AnswerReceipt> {
    return this.answers.submit(id, caller, body);
  }

  @Get()
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'The answers of a session',
    answers: listOf(Answer),
    refuses: { 404: 'There is no such session' },
  })
  list(@PathId() id: string, @Query({ schema: AnswerQuery }) query: AnswerQuery): Promise<Page<Answer>> {
    return this.answers.list(id, query);
  }
}
