import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
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
import { SlideUpload } from './slide-upload.interceptor.js';

@Module({
  imports: [TypeOrmModule.forFeature([CompileJob, Lesson, LessonVersion, ScriptFile]), DecksModule],
  controllers: [
    ExchangeController,
    ScriptsController,
    ScriptFilesController,
    LessonVersionsController,
    LessonsController,
    MediaController,
  ],
  providers: [
    CompileJobs,
    ExportsService,
    FileStore,
    ImportsService,
    ImportUpload,
    LessonReader,
    LessonsService,
    LessonVersions,
    ScriptFilesService,
    ScriptsService,
    ScriptUpload,
    SlideUpload,
  ],
  exports: [
    CompileJobs,
    FileStore,
    LessonReader,
    LessonsService,
    LessonVersions,
    ScriptFilesService,
    ScriptsService,
  ],
})
export class LessonsModule {}
