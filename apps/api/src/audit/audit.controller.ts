import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditEntry, AuditQuery } from '@lockstep/contracts';
import type { Response } from 'express';
import * as z from 'zod';
import { Access } from '../access/access.js';
import { attach } from '../http/attachment.js';
import { untilItLeaves } from '../http/until-it-leaves.js';
import { Documented, listOf } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { auditCsv } from './audit-csv.js';
import { Audit } from './audit.service.js';

/** A file has all entries: it is not paged. */
const AuditFilter = AuditQuery.omit({ limit: true, cursor: true });
type AuditFilter = z.infer<typeof AuditFilter>;

@ApiTags('People')
@ApiBearerAuth()
@Access('admin')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Get()
  @Documented({
    summary: 'Who did what to whom, the newest first',
    description: 'Entries hold ids; the names beside them are those of now, and null once they are erased.',
    answers: listOf(AuditEntry),
    refuses: { 400: 'A field does not fit' },
  })
  list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<Page<AuditEntry>> {
    return this.audit.list(query);
  }

  @Get('csv')
  @ApiProduces('text/csv')
  @Documented({
    summary: 'The same as CSV, all of it',
    description:
      'UTF-8 with a byte order mark. It is sent while it is read; where it breaks off, lines are missing.',
    answers: z.string(),
    refuses: { 400: 'A field does not fit' },
  })
  async csv(@Query({ schema: AuditFilter }) filter: AuditFilter, @Res() response: Response): Promise<void> {
    attach(response, 'audit.csv');
    response.type('text/csv').set('Cache-Control', 'no-store');
    await untilItLeaves(pipeline(Readable.from(auditCsv(this.audit, filter)), response));
  }
}
