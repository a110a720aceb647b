import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Attendance } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { AttendanceService } from './attendance.service.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('teacher', { of: 'session' })
@Controller('api/sessions/:id/attendance')
export class AttendanceController {
  constructor(private readonly attendance: AttendanceService) {}

  @Get()
  @Documented({
    summary: 'When each student was connected while the session was live',
    description: 'Everybody who joined, in the order in which they did.',
    answers: listOf(Attendance),
    refuses: { 404: 'There is no such session' },
  })
  list(@PathId() id: string): Promise<Attendance[]> {
    return this.attendance.of(id);
  }
}
