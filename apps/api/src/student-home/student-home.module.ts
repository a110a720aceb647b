import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StudentsModule } from '../students/students.module.js';
import { StudentHomeController } from './student-home.controller.js';
import { StudentHomes } from './student-home.service.js';

@Module({
  imports: [SessionsModule, StudentsModule],
  controllers: [StudentHomeController],
  providers: [StudentHomes],
})
export class StudentHomeModule {}
