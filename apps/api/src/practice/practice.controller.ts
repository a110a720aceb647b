import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { PracticeAnswer, PracticeVerdict } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { StudentIdentity } from '../answers/answers.service.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { Practice } from './practice.service.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('student', { of: 'session' })
@Controller('api/sessions/:id/practice')
export class PracticeController {
  constructor(private readonly practice: Practice) {}

  @Post()
  @HttpCode(200)
  @Documented({
    summary: 'Answer a question of a class that is over once more',
    description: 'It is judged as in class. Nothing is kept, and nothing counts.',
    answers: PracticeVerdict,
    refuses: {
      400: 'A field does not fit, or the answer does not fit the question (answer-malformed)',
      404: 'The session has not shown that question (answer-foreign)',
      409: 'The session is not over (session-not-over)',
    },
  })
  judge(
    @PathId() id: string,
    @Body({ schema: PracticeAnswer }) body: PracticeAnswer,
    @Caller() caller: StudentIdentity,
  ): Promise<PracticeVerdict> {
    return this.practice.judge(id, caller.id, body);
  }
}
