import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  DryRun,
  Id,
  JudgePreview,
  JudgedPreview,
  Preview,
  PreviewStart,
  WhichVersion,
} from '@lockstep/contracts';
import * as z from 'zod';
import { Access } from '../../access/access.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { PreviewStreams } from './preview-streams.js';
import { PreviewsService } from './previews.service.js';

const Which = z.object({ version: WhichVersion });
type Which = z.infer<typeof Which>;
const unknown = { 404: 'There is no such lesson or version', 409: 'The lesson is no script' };

@ApiTags('Dry run')
@ApiBearerAuth()
@Access('author')
@Controller('api')
export class PreviewsController {
  constructor(
    private readonly previews: PreviewsService,
    private readonly streams: PreviewStreams,
  ) {}

  @Get('lessons/:id/dry-run')
  @Documented({
    summary: 'What would happen if the lesson were shown now',
    description:
      'Its timeline, the events of each second, and everything that would go wrong: too many events, marks that collide or cannot be met, windows too short to answer in, slides too short to read.',
    answers: DryRun,
    refuses: unknown,
  })
  dryRun(@PathId() id: string, @Query({ schema: Which }) { version }: Which): Promise<DryRun> {
    return this.previews.dryRun(id, version);
  }

  @Post('lessons/:id/previews')
  @Documented({
    summary: 'Show the lesson to its author alone, from any position',
    description:
      'A stream like a class has, with all events on their frames. It begins when it is opened, and ends when nobody watches. To seek, start another one.',
    status: 201,
    answers: Preview,
    refuses: { ...unknown, 409: 'It is not compiled', 429: 'There are too many previews' },
  })
  start(@PathId() id: string, @Body({ schema: PreviewStart }) body: PreviewStart): Promise<Preview> {
    return this.previews.start(id, body);
  }

  @Delete('previews/:preview')
  @HttpCode(204)
  @Documented({ summary: 'End a preview', status: 204, refuses: { 404: 'There is no such preview' } })
  end(@Param('preview', { schema: Id }) name: string): Promise<void> {
    return this.streams.end(name);
  }

  @Post('lessons/:id/judge-preview')
  @HttpCode(200)
  @Documented({
    summary: 'What the brain would say to an answer',
    description: 'Nothing is kept.',
    answers: JudgedPreview,
    refuses: { ...unknown, 404: 'There is no such lesson, version or question' },
  })
  judge(@PathId() id: string, @Body({ schema: JudgePreview }) body: JudgePreview): Promise<JudgedPreview> {
    return this.previews.judge(id, body);
  }
}
