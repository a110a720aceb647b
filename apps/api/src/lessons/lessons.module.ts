import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DecksModule } from '../decks/decks.module.js';
import { CompileJobsModule } from '../virtual-teacher/compiling/compile-jobs.module.js';
import { Lesson } from './lesson.entity.js';
import { LessonsController } from './lessons.controller.js';
import { LessonsService } from './lessons.service.js';
import { LessonReader } from './reading/lesson-reader.js';
import { FileStore } from './scripts/file-store.js';
import { LessonVersion } from './scripts/lesson-version.entity.js';
import { LessonVersionsController } from './scripts/lesson-versions.controller.js';
import { LessonVersions } from './scripts/lesson-versions.service.js';
import { ScriptFile } from './scripts/script-file.entity.js';
import { ScriptFilesController } from './scripts/script-files.controller.js';
import { ScriptFilesService } from './scripts/script-files.service.js';
import { ScriptUpload } from './scripts/script-upload.interceptor.js';
import { ScriptsController } from './scripts/scripts.controller.js';
import { ScriptsService } from './scripts/scripts.service.js';
import { SlideUpload } from './slide-upload.interceptor.js';

@Module({
  imports: [TypeOrmModule.forFeature([Lesson, LessonVersion, ScriptFile]), CompileJobsModule, DecksModule],
  controllers: [ScriptsController, ScriptFilesController, LessonVersionsController, LessonsController],
  providers: [
    FileStore,
    LessonReader,
    LessonsService,
    LessonVersions,
    ScriptFilesService,
    ScriptsService,
    ScriptUpload,
    SlideUpload,
  ],
  exports: [FileStore, LessonReader, LessonsService, LessonVersions, ScriptFilesService, ScriptsService],
})
export class LessonsModule {}
