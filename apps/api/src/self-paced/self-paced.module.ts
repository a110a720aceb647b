import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LessonsModule } from '../lessons/lessons.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StudentsModule } from '../students/students.module.js';
import { LiveTeachingModule } from '../virtual-teacher/session/live-teaching.module.js';
import { SelfPacedController } from './self-paced.controller.js';
import { SelfPacedLesson } from './self-paced-lesson.entity.js';
import { SelfPacedLessons } from './self-paced-lessons.js';
import { SelfPacedSessions } from './self-paced-sessions.js';

/** Students who take a published lesson alone. */
@Module({
  imports: [
    TypeOrmModule.forFeature([SelfPacedLesson]),
    LessonsModule,
    LiveSessionsModule,
    LiveTeachingModule,
    SessionsModule,
    StudentsModule,
  ],
  controllers: [SelfPacedController],
  providers: [SelfPacedLessons, SelfPacedSessions],
  exports: [SelfPacedSessions],
})
export class SelfPacedModule {}
