import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { XapiStatement } from '@lockstep/contracts';
import type { Response } from 'express';
import { Access } from '../access/access.js';
import { attach, fileNameOf } from '../http/attachment.js';
import { untilItLeaves } from '../http/until-it-leaves.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { jsonArray } from './json-array.js';
import { SessionStatements } from './statements/session-statements.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('teacher', { of: 'session' })
@Controller('api/sessions/:id')
export class ExportsController {
  constructor(private readonly statements: SessionStatements) {}

  @Get('statements')
  @Documented({
    summary: 'What students did in a class that is over, as xAPI statements',
    description:
      'A JSON array that a learning record store takes at its /statements (xAPI 1.0.3, with the video profile): who watched when, every answer with what counts of it, and points. It is sent while it is read; where it breaks off, the array is not closed.',
    answers: listOf(XapiStatement),
    refuses: { 404: 'There is no such session', 409: 'The session is not over (session-not-over)' },
  })
  async stated(@PathId() id: string, @Res() response: Response): Promise<void> {
    const { title, statements } = await this.statements.of(id);
    attach(response, `${fileNameOf(title)}.xapi.json`);
    response.type('application/json').set('X-Experience-API-Version', '1.0.3');
    await untilItLeaves(pipeline(Readable.from(jsonArray(statements)), response));
  }
}
