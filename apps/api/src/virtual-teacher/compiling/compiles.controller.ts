import type { Page } from '../../paging/page.js';
import { Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CompileJob, PageQuery, WhichVersion } from '@lockstep/contracts';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { Documented, listOf, PathId } from '../../openapi/route-docs.js';
import { CompileJobs } from '../../lessons/compiles/compile-jobs.js';
import { CompileRequests } from './compile-requests.js';
import { streamJob } from './job-stream.js';

const Which = z.object({ version: WhichVersion });
type Which = z.infer<typeof Which>;
const unknown = { 404: 'There is no such job' };

@ApiTags('Compiling')
@ApiBearerAuth()
@Access('author')
@Controller('api')
export class CompilesController {
  constructor(
    private readonly jobs: CompileJobs,
    private readonly requests: CompileRequests,
  ) {}

  @Get('compiles')
  @Documented({ summary: 'The latest compile jobs, the newest first', answers: listOf(CompileJob) })
  list(
    @Query({ schema: PageQuery }) query: PageQuery,
    @Caller() caller: Identity,
  ): Promise<Page<CompileJob>> {
    return this.jobs.list(query, caller);
  }

  @Get('compiles/:id')
  @Documented({ summary: 'A compile job', answers: CompileJob, refuses: unknown })
  get(@PathId() id: string): Promise<CompileJob> {
    return this.jobs.get(id);
  }

  @Get('compiles/:id/events')
  @ApiProduces('text/event-stream')
  @Documented({
    summary: 'A compile job as it goes on',
    description: 'Server-sent events, each the whole job; ends with the job.',
    answers: CompileJob,
    refuses: unknown,
  })
  async events(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await streamJob(this.jobs, id, request, response);
  }

  @Delete('compiles/:id')
  @Documented({
    summary: 'Cancel a compile job',
    description: 'Clips that are made stay made.',
    answers: CompileJob,
    refuses: unknown,
  })
  cancel(@PathId() id: string): Promise<CompileJob> {
    return this.jobs.cancel(id);
  }

  @Get('lessons/:id/compile')
  @Documented({
    summary: 'The latest compile job of a draft or version',
    answers: CompileJob,
    refuses: { 404: 'The lesson has no compile job, or does not exist' },
  })
  latest(@PathId() id: string, @Query({ schema: Which }) { version }: Which): Promise<CompileJob> {
    return this.requests.latest(id, version);
  }

  @Post('lessons/:id/compile')
  @HttpCode(202)
  @Documented({
    summary: 'Compile a draft or version once more',
    description:
      'Every save and every publishing does this by itself. Clips that are there are not made again.',
    status: 202,
    answers: CompileJob,
    refuses: { 404: 'There is no such lesson or version', 409: 'The script has errors' },
  })
  compile(@PathId() id: string, @Query({ schema: Which }) { version }: Which): Promise<CompileJob> {
    return this.requests.compile(id, version);
  }
}
