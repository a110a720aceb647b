import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionsModule } from '../sessions/sessions.module.js';
import { PublishPaths } from './publish-paths.js';
import { StreamKey } from './stream-key.entity.js';
import { StreamKeysController } from './stream-keys.controller.js';
import { StreamKeysService } from './stream-keys.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([StreamKey]), SessionsModule],
  controllers: [StreamKeysController],
  providers: [PublishPaths, StreamKeysService],
  exports: [PublishPaths, StreamKeysService],
})
export class StreamKeysModule {}
