import { Body, Controller, Get, Headers, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { ScriptCreate, ScriptDraft, ScriptSave } from '@lockstep/contracts';
import type { Response } from 'express';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { TakesBody } from '../../http/json-body.interceptor.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { revisionOf } from './etag.js';
import { ScriptsService } from './scripts.service.js';

/** The longest text that is read, 256 KiB, with an escape for every second byte. */
const MAX_SCRIPT_BODY = 512 * 1024;

@ApiTags('Lesson scripts')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class ScriptsController {
  constructor(private readonly scripts: ScriptsService) {}

  @TakesBody(MAX_SCRIPT_BODY)
  @Post('script')
  @Documented({
    summary: 'Make a lesson that is written as text',
    description:
      'It is kept with its errors, if it has any; each names its line and column. Without errors its clips are made at once.',
    status: 201,
    answers: ScriptDraft,
    refuses: { 400: 'There is no text' },
  })
  async create(
    @Body({ schema: ScriptCreate }) { text }: ScriptCreate,
    @Caller() caller: Identity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScriptDraft> {
    return tagged(response, await this.scripts.create(text, null, caller.id));
  }

  @Get(':id/script')
  @Documented({
    summary: 'The draft of a script, and what is wrong with it',
    description: 'The header ETag names this revision; send it as If-Match with a save.',
    answers: ScriptDraft,
    refuses: { 404: 'There is no such lesson', 409: 'The lesson is no script' },
  })
  async get(@PathId() id: string, @Res({ passthrough: true }) response: Response): Promise<ScriptDraft> {
    return tagged(response, await this.scripts.get(id));
  }

  @TakesBody(MAX_SCRIPT_BODY)
  @Put(':id/script')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the draft that was changed.' })
  @Documented({
    summary: 'Save the draft of a script',
    description: 'Published versions, and the sessions that run them, stay as they are.',
    answers: ScriptDraft,
    refuses: {
      400: 'If-Match is no ETag, or there is no text',
      404: 'There is no such lesson',
      409: 'The lesson is no script',
      412: 'Somebody else saved it meanwhile; nothing was changed',
      428: 'If-Match is missing',
    },
  })
  async save(
    @PathId() id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: ScriptSave }) { text }: ScriptSave,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScriptDraft> {
    return tagged(response, await this.scripts.save(id, text, revisionOf(ifMatch)));
  }
}

/** The ETag is for saves alone: files and the compile job change under the same revision of the text. */
function tagged(response: Response, draft: ScriptDraft): ScriptDraft {
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('ETag', draft.etag);
  return draft;
}
