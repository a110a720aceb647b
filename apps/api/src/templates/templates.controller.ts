import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import {
  DeliveryTemplate,
  DeliveryTemplateChange,
  DeliveryTemplateCreate,
  EncoderStatus,
  TemplateDryRun,
  TemplateDryRunRequest,
} from '@lockstep/contracts';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { readBody } from '../http/read-body.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { DryRuns } from './dry-runs.js';
import { Encoders } from './encoders.js';
import { TemplateNotFound } from './template-errors.js';
import { Templates } from './templates.service.js';

const unknown = { 404: 'There is no such template' };
const IMAGE = { maxBytes: 4 * 1024 * 1024, deadlineMs: 60_000 };
const RenditionName = z.string().max(24);

@ApiTags('Templates')
@ApiBearerAuth()
@Access('operator')
@Controller('api')
export class TemplatesController {
  constructor(
    private readonly templates: Templates,
    private readonly dryRuns: DryRuns,
    private readonly encoders: Encoders,
    private readonly audit: Audit,
  ) {}

  @Get('templates')
  @Access(['author', 'operator'])
  @Documented({
    summary: 'The templates of renditions',
    description:
      'What the server makes of published sessions beside what their publishers send; see docs/delivery.md.',
    answers: listOf(DeliveryTemplate),
  })
  list(): Promise<DeliveryTemplate[]> {
    return this.templates.list();
  }

  @Post('templates')
  @Documented({
    summary: 'Make a template',
    status: 201,
    answers: DeliveryTemplate,
    refuses: { 400: 'A field does not fit', 409: 'The name is taken, or there are too many' },
  })
  async create(
    @Body({ schema: DeliveryTemplateCreate }) body: DeliveryTemplateCreate,
    @Caller() caller: Identity,
  ): Promise<DeliveryTemplate> {
    const created = await this.templates.create(body);
    await this.audit.note(caller, 'template.created', 'template', created.id);
    return created;
  }

  @Get('templates/:id')
  @Access(['author', 'operator'])
  @Documented({ summary: 'A template', answers: DeliveryTemplate, refuses: unknown })
  get(@PathId() id: string): Promise<DeliveryTemplate> {
    return this.templates.describe(id);
  }

  @Patch('templates/:id')
  @Documented({
    summary: 'Change a template',
    description:
      'What is absent stays. Sessions that run by it change over at their next key frame, and their players go on.',
    answers: DeliveryTemplate,
    refuses: { 400: 'A field does not fit', ...unknown, 409: 'The name is taken' },
  })
  async change(
    @PathId() id: string,
    @Body({ schema: DeliveryTemplateChange }) body: DeliveryTemplateChange,
    @Caller() caller: Identity,
  ): Promise<DeliveryTemplate> {
    const changed = await this.templates.change(id, body);
    await this.audit.note(caller, 'template.changed', 'template', id);
    return changed;
  }

  @Delete('templates/:id')
  @HttpCode(204)
  @Documented({
    summary: 'Delete a template',
    description: 'Sessions that run by it go on with that of their lesson, the default, or none.',
    status: 204,
    refuses: unknown,
  })
  async delete(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    await this.templates.delete(id);
    await this.audit.note(caller, 'template.deleted', 'template', id);
  }

  @Put('templates/:id/image')
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Documented({
    summary: 'Send the image of the watermark',
    description:
      'The body is a PNG, JPEG or WebP file of at most 4 MiB. It is drawn into an eighth of the height.',
    answers: DeliveryTemplate,
    refuses: { 400: 'It is no such image', ...unknown, 413: 'It is too large' },
  })
  async changeImage(
    @PathId() id: string,
    @Req() request: Request,
    @Caller() caller: Identity,
  ): Promise<DeliveryTemplate> {
    const changed = await this.templates.changeImage(id, await readBody(request, IMAGE));
    await this.audit.note(caller, 'template.changed', 'template', id);
    return changed;
  }

  @Get('templates/:id/image')
  @Documented({
    summary: 'The image of the watermark',
    produces: 'image/webp',
    refuses: { 404: 'There is no such template, or it has none' },
  })
  async image(@PathId() id: string, @Res() response: Response): Promise<void> {
    const { image } = await this.templates.get(id);
    if (!image) throw new TemplateNotFound(id);
    response.set('Cache-Control', 'no-store').type('image/webp').send(image);
  }

  @Delete('templates/:id/image')
  @Documented({
    summary: 'Take the image of the watermark away',
    answers: DeliveryTemplate,
    refuses: unknown,
  })
  async deleteImage(@PathId() id: string, @Caller() caller: Identity): Promise<DeliveryTemplate> {
    const changed = await this.templates.changeImage(id, undefined);
    await this.audit.note(caller, 'template.changed', 'template', id);
    return changed;
  }

  @Post('templates/:id/dry-run')
  @HttpCode(200)
  @Documented({
    summary: 'Try a template on a media file',
    description:
      'Encodes its beginning as fast as this machine can, a minute at most, one at a time. What a live session takes is told as cores.',
    answers: TemplateDryRun,
    refuses: {
      400: 'A field does not fit, or the file cannot be encoded',
      404: 'There is no such template or media file',
      409: 'Another dry run is under way',
    },
  })
  dryRun(
    @PathId() id: string,
    @Body({ schema: TemplateDryRunRequest }) body: TemplateDryRunRequest,
  ): Promise<TemplateDryRun> {
    return this.dryRuns.run(id, body);
  }

  @Get('dry-runs/:id/:rendition.mp4')
  @Documented({
    summary: 'What a dry run made',
    produces: 'video/mp4',
    refuses: { 404: 'It is gone: half an hour passed, or there was another dry run' },
  })
  async result(
    @PathId() id: string,
    @Param('rendition', { schema: RenditionName }) rendition: string,
    @Res() response: Response,
  ): Promise<void> {
    const file = this.dryRuns.fileOf(id, rendition);
    await new Promise<void>((resolve, reject) => {
      response.sendFile(file, { headers: { 'Cache-Control': 'no-store' }, dotfiles: 'allow' }, (error) => {
        if (error && !response.headersSent && !response.destroyed) reject(error);
        else resolve();
      });
    });
  }

  @Get('encoders')
  @Documented({
    summary: 'Which encoders work on this machine',
    description: 'Each is tried on a few frames once, when it is asked for first.',
    answers: listOf(EncoderStatus),
  })
  async listEncoders(): Promise<EncoderStatus[]> {
    const checks = await this.encoders.check();
    return checks.map(({ encoder, works, reason = null }) => ({ encoder, works, reason }));
  }
}
