import { Body, Controller, Delete, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { DeletionReport, Session, SessionHold } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Deletion } from './deletion.service.js';

const conflict = 'The session is live, or under a legal hold; nothing was deleted';

@ApiTags('Deletion')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/sessions')
export class DeletionController {
  constructor(
    private readonly deletion: Deletion,
    private readonly sessions: SessionsService,
    private readonly audit: Audit,
  ) {}

  @Delete(':id')
  @Documented({
    summary: 'Delete a session with all that belongs to it',
    description:
      'Its students, answers, feedback, corrections, events, stream keys and recordings. The lesson stays. Cannot be undone.',
    answers: DeletionReport,
    refuses: { 404: 'There is no such session', 409: conflict },
  })
  async session(@PathId() id: string, @Caller() caller: Identity): Promise<DeletionReport> {
    const report = await this.deletion.ofSession(id, caller.id);
    await this.audit.note(caller, 'session.deleted', 'session', id);
    return report;
  }

  @Delete(':id/students/:studentId')
  @Documented({
    summary: 'Delete everything of one student of a session',
    description:
      'Name, answers, feedback and corrections; of a session of one student also the recording, in which they are spoken to. Cannot be undone.',
    answers: DeletionReport,
    refuses: { 404: 'There is no such session, or no such student of it', 409: conflict },
  })
  async student(
    @PathId() id: string,
    @PathId('studentId') studentId: string,
    @Caller() caller: Identity,
  ): Promise<DeletionReport> {
    const report = await this.deletion.ofStudent(id, studentId, caller.id);
    await this.audit.note(caller, 'student.erased', 'student', studentId);
    return report;
  }

  @Put(':id/hold')
  @Access('admin')
  @Documented({
    summary: 'Set or end a legal hold',
    description: 'Under a hold nothing of a session is deleted: by nobody, and by no rule.',
    answers: Session,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session' },
  })
  async hold(
    @PathId() id: string,
    @Body({ schema: SessionHold }) { held }: SessionHold,
    @Caller() caller: Identity,
  ): Promise<Session> {
    const session = await this.deletion.hold(id, held);
    await this.audit.note(caller, held ? 'session.held' : 'session.released', 'session', id);
    return this.sessions.describe(session);
  }
}
