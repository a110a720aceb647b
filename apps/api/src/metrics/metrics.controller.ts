import { Controller, Get, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.js';
import { Documented } from '../openapi/route-docs.js';
import { MetricsRegistry, PROMETHEUS_TEXT } from './metrics-registry.js';

@ApiTags('Health')
@ApiBearerAuth()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: MetricsRegistry) {}

  @Get()
  @Access('operator')
  @Documented({
    summary: 'What the server measures of itself, for Prometheus',
    description:
      'The text format of Prometheus. With METRICS_LOOPBACK programs of the same machine need no token.',
    produces: 'text/plain',
  })
  async read(@Res() response: Response): Promise<void> {
    response.set({ 'Content-Type': PROMETHEUS_TEXT, 'Cache-Control': 'no-store' });
    response.send(await this.registry.text());
  }
}
