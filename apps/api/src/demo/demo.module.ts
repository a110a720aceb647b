import { Module } from '@nestjs/common';
import { DecksModule } from '../decks/decks.module.js';
import { LessonsModule } from '../lessons/lessons.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamKeysModule } from '../stream-keys/stream-keys.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { DemoSeed } from './demo-seed.js';

@Module({
  imports: [DecksModule, LessonsModule, SessionsModule, StreamKeysModule, StreamingModule],
  providers: [DemoSeed],
  exports: [DemoSeed],
})
export class DemoModule {}
