import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamKey } from './stream-key.entity.js';
import { StreamKeysController } from './stream-keys.controller.js';
import { StreamKeysService } from './stream-keys.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([StreamKey]), SessionsModule],
  controllers: [StreamKeysController],
  providers: [StreamKeysService],
  exports: [StreamKeysService],
})
export class StreamKeysModule {}
