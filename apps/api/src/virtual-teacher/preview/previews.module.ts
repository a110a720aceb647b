import { Module } from '@nestjs/common';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { CompilingModule } from '../compiling/compiling.module.js';
import { LiveTeachingModule } from '../live-teaching.module.js';
import { PreviewSources } from './preview-sources.js';
import { PreviewStreamsModule } from './preview-streams.module.js';
import { PreviewsController } from './previews.controller.js';
import { PreviewsService } from './previews.service.js';

@Module({
  imports: [CompilingModule, LessonsModule, LiveTeachingModule, PreviewStreamsModule],
  controllers: [PreviewsController],
  providers: [PreviewsService, PreviewSources],
})
export class PreviewsModule {}
