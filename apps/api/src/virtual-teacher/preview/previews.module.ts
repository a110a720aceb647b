import { Module } from '@nestjs/common';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { CompilingModule } from '../compiling/compiling.module.js';
import { LiveTeachingModule } from '../session/live-teaching.module.js';
import { PreviewSources } from './preview-sources.js';
import { PreviewStreams } from './preview-streams.js';
import { StreamingModule } from '../../streaming/streaming.module.js';
import { PreviewsController } from './previews.controller.js';
import { PreviewsService } from './previews.service.js';

@Module({
  imports: [CompilingModule, LessonsModule, LiveTeachingModule, StreamingModule],
  controllers: [PreviewsController],
  providers: [PreviewsService, PreviewSources, PreviewStreams],
})
export class PreviewsModule {}
