import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ClassAnalytics, LessonAnalytics } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
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
      'Counts of each session without names: who took part, what was right, where the lesson was hard. Sessions of the classes of others are left out.',
    answers: LessonAnalytics,
    refuses: { 404: 'There is no such lesson' },
  })
  ofLesson(@PathId() id: string, @Caller() caller: Identity): Promise<LessonAnalytics> {
    return this.analytics.ofLesson(id, caller);
  }

  @Get('classes/:id/analytics')
  @Documented({
    summary: 'What the sessions of a class come to',
    description: 'The same counts as of a lesson, over all lessons that the class was taught.',
    answers: ClassAnalytics,
    refuses: { 403: 'Others teach it', 404: 'There is no such class' },
  })
  ofClass(@PathId() id: string): Promise<ClassAnalytics> {
    return this.analytics.ofClass(id);
  }
}
