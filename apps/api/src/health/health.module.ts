import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { StreamingModule } from '../streaming/streaming.module.js';
import { HealthController } from './health.controller.js';

@Module({ imports: [TerminusModule, StreamingModule], controllers: [HealthController] })
export class HealthModule {}
