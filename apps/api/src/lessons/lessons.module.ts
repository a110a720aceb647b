import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LessonDoor } from '../access/lesson-door.js';
import { DecksModule } from '../decks/decks.module.js';
import { CompileJob } from './compiles/compile-job.entity.js';
import { CompileJobs } from './compiles/compile-jobs.js';
import { ExchangeController } from './exchange/exchange.controller.js';
import { ExportsService } from './exchange/exports.service.js';
import { ImportsService } from './exchange/imports.service.js';
import { ImportUpload } from './exchange/import-upload.interceptor.js';
import { Lesson } from './lesson.entity.js';
import { LessonsController } from './lessons.controller.js';
import { LessonsService } from './lessons.service.js';
import { LessonKeepingController } from './keeping/lesson-keeping.controller.js';
import { LessonKeepingRow } from './keeping/lesson-keeping.entity.js';
import { LessonKeepings } from './keeping/lesson-keeping.service.js';
import { LessonReader } from './reading/lesson-reader.js';
import { FileStore } from './scripts/file-store.js';
import { LessonVersion } from './scripts/lesson-version.entity.js';
import { LessonVersionsController } from './scripts/lesson-versions.controller.js';
import { LessonVersions } from './scripts/lesson-versions.service.js';
import { MediaController } from './scripts/media.controller.js';
import { ScriptFile } from './scripts/script-file.entity.js';
import { ScriptFilesController } from './scripts/script-files.controller.js';
import { ScriptFilesService } from './scripts/script-files.service.js';
import { ScriptUpload } from './scripts/script-upload.interceptor.js';
import { ScriptsController } from './scripts/scripts.controller.js';
import { ScriptsService } from './scripts/scripts.service.js';
import { LessonDoorService } from './sharing/lesson-door.service.js';
import { LessonSharingController } from './sharing/lesson-sharing.controller.js';
import { LessonSharing } from './sharing/lesson-sharing.service.js';
import { SlideUpload } from './slide-upload.interceptor.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([CompileJob, Lesson, LessonKeepingRow, LessonVersion, ScriptFile]),
    DecksModule,
  ],
  controllers: [
    ExchangeController,
    ScriptsController,
    ScriptFilesController,
    LessonVersionsController,
    LessonKeepingController,
    LessonSharingController,
    LessonsController,
    MediaController,
  ],
  providers: [
    CompileJobs,
    ExportsService,
    FileStore,
    LessonKeepings,
    ImportsService,
    ImportUpload,
    LessonReader,
    LessonSharing,
    { provide: LessonDoor, useClass: LessonDoorService },
    LessonsService,
    LessonVersions,
    ScriptFilesService,
    ScriptsService,
    ScriptUpload,
    SlideUpload,
  ],
  exports: [
    LessonDoor,
    CompileJobs,
    FileStore,
    LessonKeepings,
    LessonReader,
    LessonsService,
    LessonVersions,
    ScriptFilesService,
    ScriptsService,
  ],
})
export class LessonsModule {}
