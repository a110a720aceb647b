import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { SessionRenditions } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { TemplateChoices } from '../templates/template-choices.js';
import { Ladders } from './ladders.js';

@ApiTags('Templates')
@ApiBearerAuth()
@Controller('api/sessions/:id/renditions')
export class SessionRenditionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly choices: TemplateChoices,
    private readonly ladders: Ladders,
  ) {}

  @Get()
  @Access('teacher')
  @Documented({
    summary: 'What is made of a session beside what its publisher sends, and what is wrong with it',
    answers: SessionRenditions,
    refuses: { 404: 'There is no such session' },
  })
  async get(@PathId() id: string): Promise<SessionRenditions> {
    const { lessonId } = await this.sessions.get(id);
    const holding = await this.choices.holding(id, lessonId);
    const status = this.ladders.find(id)?.status;
    return {
      chosenId: await this.choices.ofSession(id),
      template: holding ? { id: holding.row.id, name: holding.row.name, from: holding.from } : null,
      encoder: status?.encoder ?? null,
      alarms: this.ladders.alarmsOf(id),
      lagMs: Math.max(0, status?.lagMs ?? 0),
      renditions: (status?.renditions ?? []).map(
        ({ name, width, height, videoKbps, frameRate = null, state }) => ({
          ...{ name, width, height, videoKbps, frameRate, state },
        }),
      ),
    };
  }
}
