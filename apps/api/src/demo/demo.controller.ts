import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Demo } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { DEMO_SESSION } from './demo-seed.js';
import { CLASS_SESSION } from './shipped-class.js';

/** Tells visitors of the home page which class they may look at. */
@ApiTags('Sessions')
@Access('public')
@Controller('api/demo')
export class DemoController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @Documented({ summary: 'The class that anybody may look at', answers: Demo })
  async show(): Promise<Demo> {
    for (const id of [CLASS_SESSION, DEMO_SESSION]) {
      const student = await this.#pageOf(id);
      if (student !== null) return { student };
    }
    return { student: null };
  }

  async #pageOf(id: string): Promise<string | null> {
    if (!(await this.sessions.exists(id))) return null;
    const { status, addresses } = this.sessions.describe(await this.sessions.get(id));
    return status === 'ended' ? null : addresses.student;
  }
}
