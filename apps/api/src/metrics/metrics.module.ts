import { Module } from '@nestjs/common';
import { LessonsModule } from '../lessons/lessons.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { CompilingModule } from '../virtual-teacher/compiling/compiling.module.js';
import { EventMetrics } from './event-metrics.js';
import { LoopbackMetrics } from './loopback-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsRegistry } from './metrics-registry.js';
import { ServerMetrics } from './server-metrics.js';
import { StreamMetrics } from './stream-metrics.js';
import { ViewerMetrics } from './viewer-metrics.js';

@Module({
  imports: [LessonsModule, LiveSessionsModule, RecordingsModule, StreamingModule, CompilingModule],
  controllers: [MetricsController],
  providers: [MetricsRegistry, LoopbackMetrics, EventMetrics, ServerMetrics, StreamMetrics, ViewerMetrics],
})
export class MetricsModule {}
