import { Module } from '@nestjs/common';
import { LessonsModule } from '../lessons/lessons.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { LiveTeachingModule } from '../virtual-teacher/session/live-teaching.module.js';
import { PracticeController } from './practice.controller.js';
import { Practice } from './practice.service.js';

@Module({
  imports: [LessonsModule, LiveTeachingModule, SessionsModule],
  controllers: [PracticeController],
  providers: [Practice],
})
export class PracticeModule {}
