import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StudentsModule } from '../students/students.module.js';
import { ExportsController } from './exports.controller.js';
import { SessionRecords } from './session-record.js';
import { SessionStatements } from './statements/session-statements.js';

@Module({
  imports: [AttendanceModule, LedgerModule, RecordingsModule, SessionsModule, StudentsModule],
  controllers: [ExportsController],
  providers: [SessionRecords, SessionStatements],
})
export class ExportsModule {}
