import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { DecksModule } from '../decks/decks.module.js';
import { Archiving } from './archiving.js';
import { Finishing } from './finishing.js';
import { LessonItems } from './lesson-items.js';
import { RecordingAlarms } from './recording-alarms.js';
import { RecordingArchive } from './recording-archive.js';
import { RecordingDeletion } from './recording-deletion.js';
import { SessionPastController } from './session-past.controller.js';
import { SessionPasts } from './session-pasts.js';
import { Recorders } from './recorders.js';
import { RecordingFiles } from './recording-files.js';
import { RecordingFilesController } from './recording-files.controller.js';
import { RecordingStore } from './recording-store.js';
import { Recording } from './recording.entity.js';
import { RecordingsController } from './recordings.controller.js';
import { RecordingsService } from './recordings.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Recording]),
    DecksModule,
    LiveSessionsModule,
    SessionsModule,
    StreamingModule,
  ],
  controllers: [RecordingsController, RecordingFilesController, SessionPastController],
  providers: [
    ...[RecordingsService, RecordingFiles, RecordingStore, RecordingArchive, SessionPasts],
    ...[Recorders, Finishing, LessonItems, Archiving, RecordingAlarms, RecordingDeletion],
  ],
  exports: [
    ...[Recorders, Finishing, Archiving, RecordingAlarms],
    ...[RecordingDeletion, RecordingFiles, RecordingsService],
  ],
})
export class RecordingsModule {}
