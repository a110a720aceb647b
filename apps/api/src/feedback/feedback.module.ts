import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StudentsModule } from '../classroom/students.module.js';
import { LedgerModule } from '../signalling/ledger.module.js';
import { SignallingModule } from '../signalling/signalling.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { FeedbackBody } from './feedback-body.entity.js';
import { FeedbackController } from './feedback.controller.js';
import { FeedbackService } from './feedback.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([FeedbackBody]),
    LedgerModule,
    SignallingModule,
    StreamingModule,
    StudentsModule,
  ],
  controllers: [FeedbackController],
  providers: [FeedbackService],
  exports: [FeedbackService],
})
export class FeedbackModule {}
