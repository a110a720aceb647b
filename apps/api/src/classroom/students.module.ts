import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Answer } from '../answers/answer.entity.js';
import { Settings } from '../config/settings.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { PresenceBoard } from './presence.js';
import { Student } from './student.entity.js';
import { StudentsController } from './students.controller.js';
import { StudentsService } from './students.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Student, Answer]),
    ThrottlerModule.forRootAsync({
      inject: [Settings],
      useFactory: (settings: Settings) => [{ ttl: 60_000, limit: settings.get('JOINS_PER_MINUTE') }],
    }),
    SessionsModule,
  ],
  controllers: [StudentsController],
  providers: [StudentsService, PresenceBoard],
  exports: [StudentsService, PresenceBoard],
})
export class StudentsModule {}
