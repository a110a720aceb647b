import { Module } from '@nestjs/common';
import { AnswerTallyModule } from '../answers/answer-tally.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { LedgerModule } from './ledger.module.js';

@Module({
  imports: [LedgerModule, SessionsModule, StreamingModule, AnswerTallyModule],
  controllers: [EventsController],
  providers: [EventsService],
  exports: [EventsService],
})
export class SignallingModule {}
