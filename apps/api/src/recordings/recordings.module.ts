import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { DecksModule } from '../decks/decks.module.js';
import { FinishedFiles } from './finished-files.js';
import { Finishing } from './finishing.js';
import { LessonItems } from './lesson-items.js';
import { RecordingDeletion } from './recording-deletion.js';
import { Recorders } from './recorders.js';
import { RecordingFilesController } from './recording-files.controller.js';
import { RecordingStore } from './recording-store.js';
import { Recording } from './recording.entity.js';
import { RecordingsController } from './recordings.controller.js';
import { RecordingsService } from './recordings.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Recording]), DecksModule, LiveSessionsModule, SessionsModule],
  controllers: [RecordingsController, RecordingFilesController],
  providers: [
    FinishedFiles,
    RecordingsService,
    RecordingStore,
    Recorders,
    Finishing,
    LessonItems,
    RecordingDeletion,
  ],
  exports: [Recorders, Finishing, FinishedFiles, RecordingDeletion, RecordingsService],
})
export class RecordingsModule {}
