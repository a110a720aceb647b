import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Score } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import type { StudentIdentity } from './answers.service.js';
import { ScoreService } from './score.service.js';

@ApiTags('Answers')
@ApiBearerAuth()
@Controller('api/sessions/:id/score')
export class ScoreController {
  constructor(private readonly scores: ScoreService) {}

  @Get('mine')
  @Access('student', { of: 'session' })
  @Documented({
    summary: "The caller's score",
    description: 'Questions that are worth points, with what the last try at each has earned.',
    answers: Score,
    refuses: { 404: 'There is no such session' },
  })
  mine(@PathId() id: string, @Caller() caller: StudentIdentity): Promise<Score> {
    return this.scores.of(id, caller.id);
  }
}
