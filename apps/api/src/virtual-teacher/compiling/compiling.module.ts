import { Module } from '@nestjs/common';
import { DecksModule } from '../../decks/decks.module.js';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { CompileQueue } from './compile-queue.js';
import { CompileRequests } from './compile-requests.js';
import { CompilesController } from './compiles.controller.js';
import { CompilerResources } from './compiler-resources.js';
import { Housekeeping } from './housekeeping.js';
import { ScriptCompiler } from './script-compiler.js';
import { SlideDecks } from './slide-decks.js';
import { SharedMedia } from './shared-media.js';

@Module({
  imports: [DecksModule, LessonsModule],
  controllers: [CompilesController],
  providers: [
    CompileQueue,
    CompileRequests,
    CompilerResources,
    Housekeeping,
    ScriptCompiler,
    SharedMedia,
    SlideDecks,
  ],
  exports: [CompileQueue, CompilerResources, Housekeeping, LessonsModule, SharedMedia],
})
export class CompilingModule {}
