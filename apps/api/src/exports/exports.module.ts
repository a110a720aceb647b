import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ReviewModule } from '../review/review.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StudentsModule } from '../students/students.module.js';
import { ExportsController } from './exports.controller.js';
import { ReportPrinter } from './report/report-printer.js';
import { SessionReports } from './report/session-report.js';
import { StudentReports } from './report/student-report.js';
import { SessionRecords } from './session-record.js';
import { SessionStatements } from './statements/session-statements.js';

@Module({
  imports: [AttendanceModule, LedgerModule, RecordingsModule, ReviewModule, SessionsModule, StudentsModule],
  controllers: [ExportsController],
  providers: [SessionRecords, SessionStatements, SessionReports, StudentReports, ReportPrinter],
})
export class ExportsModule {}
