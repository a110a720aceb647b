import { Module } from '@nestjs/common';
import { DecksModule } from '../decks/decks.module.js';
import { LessonsModule } from '../lessons/lessons.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamKeysModule } from '../stream-keys/stream-keys.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { CompilingModule } from '../virtual-teacher/compiling/compiling.module.js';
import { DemoController } from './demo.controller.js';
import { DemoSeed } from './demo-seed.js';
import { ShippedClass } from './shipped-class.js';
import { ShippedLessons } from './shipped-lessons.js';

@Module({
  imports: [
    CompilingModule,
    DecksModule,
    LessonsModule,
    SessionsModule,
    StreamKeysModule,
    LiveSessionsModule,
  ],
  controllers: [DemoController],
  providers: [DemoSeed, ShippedClass, ShippedLessons],
  exports: [DemoSeed, ShippedClass],
})
export class DemoModule {}
