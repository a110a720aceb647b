import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { TemplateChoice } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { LessonsService } from '../lessons/lessons.service.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { TemplateChoices } from './template-choices.js';

@ApiTags('Templates')
@ApiBearerAuth()
@Controller('api')
export class TemplateChoicesController {
  constructor(
    private readonly choices: TemplateChoices,
    private readonly lessons: LessonsService,
    private readonly audit: Audit,
  ) {}

  @Put('sessions/:id/template')
  @Access('teacher')
  @Documented({
    summary: 'Choose the template of a session',
    description: 'It holds at once; a session that is live changes over at its next key frame.',
    answers: TemplateChoice,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session or template' },
  })
  async chooseForSession(
    @PathId() id: string,
    @Body({ schema: TemplateChoice }) body: TemplateChoice,
    @Caller() caller: Identity,
  ): Promise<TemplateChoice> {
    await this.choices.chooseForSession(id, body.templateId);
    await this.audit.note(caller, 'template.chosen', 'session', id);
    return body;
  }

  @Get('lessons/:id/template')
  @Access('author')
  @Documented({
    summary: 'The template of the sessions of a lesson',
    answers: TemplateChoice,
    refuses: { 404: 'There is no such lesson' },
  })
  async ofLesson(@PathId() id: string): Promise<TemplateChoice> {
    await this.lessons.get(id);
    return { templateId: await this.choices.ofLesson(id) };
  }

  @Put('lessons/:id/template')
  @Access('author')
  @Documented({
    summary: 'Choose the template of the sessions of a lesson',
    description: 'It holds at once for those that have none of their own.',
    answers: TemplateChoice,
    refuses: { 400: 'A field does not fit', 404: 'There is no such lesson or template' },
  })
  async chooseForLesson(
    @PathId() id: string,
    @Body({ schema: TemplateChoice }) body: TemplateChoice,
    @Caller() caller: Identity,
  ): Promise<TemplateChoice> {
    await this.choices.chooseForLesson(id, body.templateId);
    await this.audit.note(caller, 'template.chosen', 'lesson', id);
    return body;
  }
}
