import { Module } from '@nestjs/common';
import { DecksModule } from '../../decks/decks.module.js';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { CompileJobsModule } from './compile-jobs.module.js';
import { CompileRequests } from './compile-requests.js';
import { CompilesController } from './compiles.controller.js';

@Module({
  imports: [CompileJobsModule, DecksModule, LessonsModule],
  controllers: [CompilesController],
  providers: [CompileRequests],
  exports: [CompileJobsModule],
})
export class CompilingModule {}
