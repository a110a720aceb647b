import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { LessonAnalytics } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { Analytics } from './analytics.service.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class AnalyticsController {
  constructor(private readonly analytics: Analytics) {}

  @Get('lesson-analytics/:id')
  @Documented({
    summary: 'What the sessions of a lesson come to',
    description:
      'Counts of each session without names: who took part, what was right, where the lesson was hard.',
    answers: LessonAnalytics,
    refuses: { 404: 'There is no such lesson' },
  })
  ofLesson(@PathId() id: string): Promise<LessonAnalytics> {
    return this.analytics.ofLesson(id);
  }
}
