import { Module } from '@nestjs/common';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { DeletionController } from './deletion.controller.js';
import { Erasure } from './erasure.service.js';
import { ErasureController } from './erasure.controller.js';
import { Deletion } from './deletion.service.js';
import { Retention } from './retention.js';

@Module({
  imports: [RecordingsModule, SessionsModule],
  controllers: [DeletionController, ErasureController],
  providers: [Deletion, Erasure, Retention],
  exports: [Deletion, Retention],
})
export class DeletionModule {}
