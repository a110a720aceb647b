import { Module } from '@nestjs/common';
import { PreviewStreams } from './preview-streams.js';

/** Apart from what fills it, so that the stream server can find previews without knowing lessons. */
@Module({ providers: [PreviewStreams], exports: [PreviewStreams] })
export class PreviewStreamsModule {}
