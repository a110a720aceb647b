import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { OwnResults } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { StudentIdentity } from '../answers/answers.service.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { OwnResultsService } from './own-results.service.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('student', { of: 'session' })
@Controller('api/sessions/:id/results')
export class OwnResultsController {
  constructor(private readonly results: OwnResultsService) {}

  @Get('mine')
  @Documented({
    summary: 'What the caller did in a class that is over',
    description:
      'Every question with their tries, what they were told, corrections of teachers, points, and what to practise. What is right is in it only where the class was shown it.',
    answers: OwnResults,
    refuses: { 404: 'There is no such session', 409: 'The session is not over (session-not-over)' },
  })
  mine(@PathId() id: string, @Caller() caller: StudentIdentity): Promise<OwnResults> {
    return this.results.of(id, caller.id);
  }
}
