import { Module } from '@nestjs/common';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { OwnerCalls } from './owner-calls.js';
import { OwnerGate } from './owner-gate.js';
import { SessionOwners } from './session-owners.js';

@Module({
  imports: [LiveSessionsModule],
  providers: [OwnerCalls, OwnerGate, SessionOwners],
  exports: [OwnerCalls, OwnerGate],
})
export class PassingModule {}
