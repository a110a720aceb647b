import { Module } from '@nestjs/common';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { DeletionController } from './deletion.controller.js';
import { Deletion } from './deletion.service.js';
import { Retention } from './retention.js';

@Module({
  imports: [RecordingsModule, SessionsModule],
  controllers: [DeletionController],
  providers: [Deletion, Retention],
  exports: [Deletion, Retention],
})
export class DeletionModule {}
