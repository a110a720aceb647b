import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { Films } from './films.js';
import { LiveSessions } from './live-sessions.service.js';

@Module({
  imports: [LedgerModule, SessionsModule],
  controllers: [EventsController],
  providers: [EventsService, Films, LiveSessions],
  exports: [EventsService, LiveSessions],
})
export class LiveSessionsModule {}
