import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Answer } from '../answers/answer.entity.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { PresenceBoard } from './presence.js';
import { Student } from './student.entity.js';
import { StudentsController } from './students.controller.js';
import { StudentsService } from './students.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Student, Answer]), SessionsModule],
  controllers: [StudentsController],
  providers: [StudentsService, PresenceBoard],
  exports: [StudentsService, PresenceBoard],
})
export class StudentsModule {}
