import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { LessonsModule } from '../lessons/lessons.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AnswerGroups } from './answer-groups.service.js';
import { AskedQuestions } from './asked-questions.js';
import { CorrectionsController } from './corrections.controller.js';
import { CorrectionsService } from './corrections.service.js';
import { Proposals } from './proposals.service.js';

@Module({
  imports: [AnswersModule, FeedbackModule, LessonsModule, LiveSessionsModule, SessionsModule],
  controllers: [CorrectionsController],
  providers: [AnswerGroups, AskedQuestions, CorrectionsService, Proposals],
})
export class CorrectionsModule {}
