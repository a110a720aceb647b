import { Controller, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Session } from '@lockstep/contracts';
import type { Request } from 'express';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { Documented } from '../../openapi/route-docs.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { RecordingImports } from './recording-imports.js';

@ApiTags('Recordings')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/recordings')
export class RecordingImportsController {
  constructor(
    private readonly imports: RecordingImports,
    private readonly sessions: SessionsService,
  ) {}

  @Post()
  @ApiConsumes('video/mp4')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Documented({
    summary: 'Import a recording of another server',
    description:
      'The body is the MP4, with our index inside. It becomes a session that is over and private, without students: slides, questions and captions replay as they were. A file that is refused leaves nothing behind.',
    status: 201,
    answers: Session,
    refuses: {
      400: 'It has no index (recording-without-index), is cut off (recording-truncated), of a newer version (recording-too-new), damaged (recording-damaged), or has an index that does not fit its frames (recording-mismatched)',
      413: 'It is larger than MAX_RECORDING_MB (import-too-large)',
      503: 'Others are being read (imports-busy)',
    },
  })
  async take(@Req() request: Request, @Caller() caller: Identity): Promise<Session> {
    const length = request.headers['content-length'];
    const declared = length === undefined ? undefined : Number(length);
    const id = await this.imports.take(request, declared, caller.id);
    return this.sessions.describe(await this.sessions.get(id));
  }
}
