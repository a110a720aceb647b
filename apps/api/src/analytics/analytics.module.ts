import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LessonsModule } from '../lessons/lessons.module.js';
import { Session } from '../sessions/session.entity.js';
import { AnalyticsController } from './analytics.controller.js';
import { Analytics } from './analytics.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Session]), LessonsModule],
  controllers: [AnalyticsController],
  providers: [Analytics],
})
export class AnalyticsModule {}
