import { Module } from '@nestjs/common';
import { DecksModule } from '../../decks/decks.module.js';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { CompileJobsModule } from './compile-jobs.module.js';
import { CompileQueue } from './compile-queue.js';
import { CompileRequests } from './compile-requests.js';
import { CompilesController } from './compiles.controller.js';
import { ScriptCompiler } from './script-compiler.js';
import { WorkshopModule } from './workshop.module.js';

@Module({
  imports: [CompileJobsModule, DecksModule, LessonsModule, WorkshopModule],
  controllers: [CompilesController],
  providers: [CompileQueue, CompileRequests, ScriptCompiler],
  exports: [CompileJobsModule, CompileQueue],
})
export class CompilingModule {}
