import { Module } from '@nestjs/common';
import { StudentsModule } from '../classroom/students.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { LedgerModule } from '../signalling/ledger.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { AnswerTallyModule } from './answer-tally.module.js';
import { AnswersController } from './answers.controller.js';
import { Openings } from './openings.js';
import { AnswersService } from './answers.service.js';

@Module({
  imports: [AnswerTallyModule, LedgerModule, SessionsModule, StreamingModule, StudentsModule],
  controllers: [AnswersController],
  providers: [AnswersService, Openings],
  exports: [AnswersService],
})
export class AnswersModule {}
