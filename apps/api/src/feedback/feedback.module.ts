import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger/ledger.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { StudentsModule } from '../students/students.module.js';
import { FeedbackBody } from './feedback-body.entity.js';
import { FeedbackController } from './feedback.controller.js';
import { FeedbackService } from './feedback.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([FeedbackBody]), LedgerModule, LiveSessionsModule, StudentsModule],
  controllers: [FeedbackController],
  providers: [FeedbackService],
  exports: [FeedbackService],
})
export class FeedbackModule {}
