import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PresenceBoard } from './presence.js';
import { Student } from './student.entity.js';
import { StudentToken } from './student-token.entity.js';
import { StudentsService } from './students.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Student, StudentToken])],
  providers: [StudentsService, PresenceBoard],
  exports: [StudentsService, PresenceBoard],
})
export class StudentsModule {}
