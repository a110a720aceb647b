import { Module } from '@nestjs/common';
import { DecksModule } from '../../decks/decks.module.js';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { CompileJobsModule } from './compile-jobs.module.js';
import { CompileQueue } from './compile-queue.js';
import { CompileRequests } from './compile-requests.js';
import { CompilesController } from './compiles.controller.js';
import { Crew } from './crew.js';
import { Housekeeping } from './housekeeping.js';
import { ScriptCompiler } from './script-compiler.js';
import { SlideDecks } from './slide-decks.js';
import { WorkshopModule } from './workshop.module.js';

@Module({
  imports: [CompileJobsModule, DecksModule, LessonsModule, WorkshopModule],
  controllers: [CompilesController],
  providers: [CompileQueue, CompileRequests, Crew, Housekeeping, ScriptCompiler, SlideDecks],
  exports: [CompileJobsModule, CompileQueue, Crew, Housekeeping, WorkshopModule],
})
export class CompilingModule {}
