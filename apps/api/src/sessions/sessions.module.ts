import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TranscribersModule } from '../transcribers/transcribers.module.js';
import { LessonsModule } from '../lessons/lessons.module.js';
import { MediaFiles } from './media-files.js';
import { OnAir } from './on-air.js';
import { SessionAddresses } from './session-addresses.js';
import { SessionAdmission } from './session-admission.js';
import { SessionFaults } from './session-faults.js';
import { SessionKeepings } from './session-keepings.js';
import { Session } from './session.entity.js';
import { SessionProgress } from './session-progress.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Session]), LessonsModule, TranscribersModule],
  controllers: [SessionsController],
  providers: [
    SessionAddresses,
    SessionAdmission,
    SessionKeepings,
    SessionsService,
    SessionProgress,
    MediaFiles,
    OnAir,
    SessionFaults,
  ],
  exports: [SessionAddresses, SessionAdmission, SessionsService, MediaFiles, OnAir, SessionFaults],
})
export class SessionsModule {}
